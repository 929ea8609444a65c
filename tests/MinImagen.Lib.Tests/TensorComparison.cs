using static TorchSharp.torch;

namespace MinImagen.Lib.Tests;

/// <summary>Says whether tensors are the same to the last bit.</summary>
internal static class TensorComparison
{
    internal static bool IsExactly(this Tensor actual, Tensor expected)
    {
        using var scope = NewDisposeScope();
        return actual.shape.SequenceEqual(expected.shape) && actual.eq(expected).all().item<bool>();
    }
}
