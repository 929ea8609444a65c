using static TorchSharp.torch;

namespace TorchSharp.Tests.Arguments;

internal static class TensorSpecimens
{
    internal static IReadOnlyList<Specimen> Wrong { get; } =
    [
        Specimen.Of("null", null),
        new("disposed", () =>
        {
            var tensor = ones(4, 4);
            tensor.Dispose();
            return tensor;
        }),
        new("no elements", () => zeros([0])),
        new("no rows", () => zeros([0, 4])),
        new("no dimension", () => tensor(2.0f)),
        new("a vector", () => ones(3)),
        new("another shape", () => ones(3, 5)),
        new("six dimensions", () => ones([1, 2, 1, 2, 1, 2])),
        new("large integers", () => full([4, 4], 99L)),
        new("negative integers", () => full([4, 4], -7L)),
        new("largest integers", () => full([4], long.MaxValue)),
        new("integers whose sum overflows to none", () => full([4], 1L << 62)),
        new("bytes", () => full([4, 4], 200, dtype: ScalarType.Byte)),
        new("truth values", () => ones([4, 4], dtype: ScalarType.Bool)),
        new("a truth value too many", () => ones([5], dtype: ScalarType.Bool)),
        new("double", () => ones([4, 4], dtype: ScalarType.Float64)),
        new("half", () => ones([4, 4], dtype: ScalarType.Float16)),
        new("complex", () => ones([4, 4], dtype: ScalarType.ComplexFloat32)),
        new("NaN", () => full([4, 4], float.NaN)),
        new("not contiguous", () => ones(4, 5).transpose(0, 1)),
        new("expanded", () => ones(1, 1).expand(4, 4)),
        new("of a graph", () => ones([4, 4], requires_grad: true) * 2),
        new("without memory", () => empty([4, 4], device: new Device("meta"))),
    ];

    /// <summary>A tensor that some call may want: up to four dimensions of four, numbers mostly, indices, a mask.</summary>
    internal static torch.Tensor Any(Random random)
    {
        var dtype = random.Next(10) switch { < 6 => ScalarType.Float32, < 9 => ScalarType.Int64, _ => ScalarType.Bool };
        return ones([.. Enumerable.Repeat(4L, random.Next(5))], dtype: dtype);
    }

    internal static torch.Tensor Right(Surroundings surroundings) => surroundings switch
    {
        Surroundings.Image => ones(4, 4, 4, 4),
        Surroundings.Vector => ones(4),
        Surroundings.Volume => ones(4, 4, 4),
        Surroundings.Indices => ones([4, 4], dtype: ScalarType.Int64),
        Surroundings.Mask => ones([4, 4], dtype: ScalarType.Bool),
        Surroundings.Graded => ones([4, 4], requires_grad: true),
        _ => ones(4, 4),
    };
}
