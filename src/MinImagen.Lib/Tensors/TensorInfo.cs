using static TorchSharp.torch;

namespace MinImagen.Lib.Tensors;

/// <summary>What a file says of one of its tensors, before that is read.</summary>
/// <param name="Name">Its key.</param>
/// <param name="Type">Its element type.</param>
/// <param name="Shape">Its shape; empty for a scalar.</param>
public sealed record TensorInfo(string Name, ScalarType Type, IReadOnlyList<long> Shape)
{
    /// <summary>Number of its elements.</summary>
    public long Count => Shape.Contains(0) ? 0 : Shape.Aggregate(1L, (count, size) => checked(count * size));

    /// <summary>The memory that it takes when it is read.</summary>
    public long Bytes => checked(Count * ElementTypes.SizeOf(Type));
}
