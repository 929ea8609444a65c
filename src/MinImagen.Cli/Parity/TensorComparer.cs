using TorchSharp;
using static TorchSharp.torch;

namespace MinImagen.Cli.Parity;

/// <summary>Holds a tensor against a recorded one, by the golden data's tolerance.</summary>
internal static class TensorComparer
{
    private const double RelativeTolerance = 1e-5;
    private const double NoiseFloors = 20;
    private const double TrainedWeightTolerance = 1e-4;

    /// <summary>Compares type, sizes and values.</summary>
    /// <param name="name">What is compared.</param>
    /// <param name="expected">The recorded tensor.</param>
    /// <param name="actual">Ours.</param>
    /// <param name="agreement">How near is near enough.</param>
    /// <param name="noiseFloor">The case's own noise, for <see cref="Agreement.Recorded"/>.</param>
    /// <param name="rounding">By how much two right answers can differ, since their inputs are rounded; for the same.</param>
    public static Comparison Compare(string name, Tensor expected, Tensor actual, Agreement agreement, double noiseFloor, double rounding = 0)
    {
        if (expected.dtype != actual.dtype)
            return Comparison.Failed(name, $"is {actual.dtype}, not {expected.dtype}");
        if (!expected.shape.SequenceEqual(actual.shape))
            return Comparison.Failed(name, $"has sizes {Sizes(actual)}, not {Sizes(expected)}");
        if (expected.numel() == 0)
            return new Comparison(name, 0, 0);

        using var scope = NewDisposeScope();
        using var noGradient = no_grad();

        if (!expected.is_floating_point() || agreement == Agreement.Exact)
        {
            var different = expected.ne(actual);
            if (expected.is_floating_point())
                different = different.logical_and(expected.isnan().logical_and(actual.isnan()).logical_not());
            var count = different.sum().ToInt64();
            return new Comparison(name, count, 0, count == 0 ? null : $"differs in {count} of {expected.numel()} values");
        }

        // In double, so that the comparison adds no error of its own
        var reference = expected.to(float64);
        var largest = reference.abs().max().ToDouble();
        if (!double.IsFinite(largest))
            return Comparison.Failed(name, "was recorded with values that are not finite, which nothing can agree with");

        var difference = (reference - actual.to(float64)).abs().max().ToDouble();
        return new Comparison(name, difference, agreement == Agreement.TrainedWeights
            ? TrainedWeightTolerance
            // max(20 · noise floor, 10⁻⁵ · max(1, max |expected|))
            : Math.Max(rounding, Math.Max(NoiseFloors * noiseFloor, RelativeTolerance * Math.Max(1, largest))));
    }

    /// <summary>The sizes of a tensor as text.</summary>
    public static string Sizes(Tensor tensor) => $"({string.Join(", ", tensor.shape)})";
}
