using static TorchSharp.torch;

namespace TorchSharp.Tests.Nn;

/// <summary>Compares tensors with numbers, within what float32 holds.</summary>
internal static class Numbers
{
    private const double Tolerance = 1e-6;

    public static double[] Of(Tensor tensor)
    {
        using var scope = torch.NewDisposeScope();
        return [.. tensor.detach().to(ScalarType.Float64).contiguous().data<double>()];
    }

    public static void Equal(double[] expected, Tensor actual, double tolerance = Tolerance)
    {
        var numbers = Of(actual);
        Assert.Equal(expected.Length, numbers.Length);
        AssertClose(expected, numbers, tolerance);
    }

    public static void Equal(Tensor expected, Tensor actual, double tolerance = Tolerance)
    {
        Assert.Equal(expected.shape, actual.shape);
        AssertClose(Of(expected), Of(actual), tolerance);
    }

    /// <summary>The first numbers one by one, and the sum of all.</summary>
    public static void StartWith(double[] first, double sum, Tensor actual)
    {
        var numbers = Of(actual);
        AssertClose(first, numbers[..first.Length], Tolerance);
        Assert.Equal(sum, numbers.Sum(), 1e-5);
    }

    private static void AssertClose(double[] expected, double[] actual, double tolerance)
    {
        for (var i = 0; i < expected.Length; i++)
        {
            var scale = Math.Max(1, Math.Abs(expected[i]));
            Assert.True(
                expected[i].Equals(actual[i]) || Math.Abs(expected[i] - actual[i]) <= tolerance * scale,
                $"Number {i}: expected {expected[i]:R}, got {actual[i]:R}.");
        }
    }
}
