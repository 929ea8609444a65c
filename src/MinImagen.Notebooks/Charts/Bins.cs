using TorchSharp;
using static TorchSharp.torch;

namespace MinImagen.Notebooks.Charts;

/// <summary>How many values lie in each of some intervals of equal width.</summary>
/// <param name="Range">From the first interval's beginning to the last one's end.</param>
/// <param name="Counts">Values an interval; what lies outside of the range is in none.</param>
/// <param name="Total">Finite values, inside of the range or not.</param>
internal sealed record Bins(ValueRange Range, IReadOnlyList<long> Counts, long Total)
{
    private const int Most = 400;

    internal double Width => (Range.Max - Range.Min) / Counts.Count;

    internal IEnumerable<double> Centres => Enumerable.Range(0, Counts.Count).Select(i => Range.Min + ((i + 0.5) * Width));

    // Of all values, so that what lies outside is missing from the area.
    internal IEnumerable<double> Densities => Counts.Select(count => count / (Total * Width));

    internal static Bins Of(Tensor tensor, int bins, ValueRange? range)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bins);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bins, Most);
        using var scope = torch.NewDisposeScope();
        var values = tensor.detach().cpu().to(ScalarType.Float64).contiguous().data<double>().ToArray().Where(double.IsFinite).ToArray();
        if (values.Length == 0)
            throw new ArgumentException($"There is nothing to count: {TensorSummary.Of(tensor)}.", nameof(tensor));

        var limits = range ?? Spread(values.Min(), values.Max());
        if (!(limits.Min < limits.Max))
            throw new ArgumentException($"The range {limits} is empty.", nameof(range));

        var counts = new long[bins];
        foreach (var value in values.Where(value => value >= limits.Min && value <= limits.Max))
        {
            counts[Math.Min(bins - 1, (int)(bins * ((value - limits.Min) / (limits.Max - limits.Min))))]++;
        }

        return new Bins(limits, counts, values.Length);
    }

    /// <summary>Values that are all the same have an interval too.</summary>
    private static ValueRange Spread(double min, double max) => min < max ? new(min, max) : new(min - 0.5, max + 0.5);
}
