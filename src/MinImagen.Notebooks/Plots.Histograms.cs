using MinImagen.Notebooks.Charts;
using static TorchSharp.torch;

namespace MinImagen.Notebooks;

public static partial class Plots
{
    private const int NormalPoints = 121;
    private const double OutlineWidth = 2;

    /// <summary>How often values occur, as a density, so that its bars have an area of 1.</summary>
    /// <param name="values">Any shape; what is not finite is left out.</param>
    /// <param name="bins">Intervals of equal width, 1 … 400.</param>
    /// <param name="normal">Draws the density of N(0, 1) over it.</param>
    /// <param name="range">From where to where; all of the values when null. Say it for the frames of a slider.</param>
    /// <param name="name">What the legend calls it.</param>
    /// <exception cref="ArgumentException">There is no finite value, or the range is empty.</exception>
    public static Figure Histogram(Tensor values, int bins = 60, bool normal = false, ValueRange? range = null, string name = "values")
    {
        var counted = Bins.Of(values, bins, range);
        var shown = new ChartSeries(name, Thinning.Rounded(counted.Centres), Thinning.Rounded(counted.Densities));
        var bars = new Figure(ChartContext.Maker.Histogram(shown, counted.Width));
        return WithNormal(bars.Changed(layout => layout["bargap"] = 0), normal, counted.Range).WithAxes("value", "density", xRange: counted.Range);
    }

    /// <summary>Several histograms over one another, as outlines.</summary>
    /// <param name="sets">A name and its values each.</param>
    /// <param name="bins">Intervals of equal width, the same for all, 1 … 400.</param>
    /// <param name="normal">Draws the density of N(0, 1) over them.</param>
    /// <param name="range">From where to where; all of the values when null.</param>
    /// <exception cref="ArgumentException">There is no set, one has no finite value, or the range is empty.</exception>
    public static Figure Histograms(IEnumerable<(string Name, Tensor Values)> sets, int bins = 60, bool normal = false, ValueRange? range = null)
    {
        (string Name, Tensor Values)[] all = [.. sets];
        var summaries = all.Select(set => TensorSummary.Of(set.Values)).Where(summary => summary.NotFinite < summary.Count).ToArray();
        var common = range ?? (summaries.Length == 0 ? null : new ValueRange(summaries.Min(summary => summary.Min), summaries.Max(summary => summary.Max)));
        if (all.Length == 0)
            throw new ArgumentException("A chart shows one series or more.", nameof(sets));
        var outlines = new Figure(ChartContext.Maker.Lines(Array.ConvertAll(all, set => Outline(set.Name, Bins.Of(set.Values, bins, common)))));
        var stepped = outlines.WithTraces((trace, _) => trace.Within("line")["shape"] = "hvh");
        return WithNormal(stepped, normal, common ?? ValueRange.ZeroToOne).WithAxes("value", "density", xRange: common);
    }

    private static ChartSeries Outline(string name, Bins bins) =>
        new(name, Thinning.Rounded(bins.Centres), Thinning.Rounded(bins.Densities)) { Width = OutlineWidth };

    // φ(x) = exp(−x² / 2) / √(2π)
    private static Figure WithNormal(Figure figure, bool normal, ValueRange range) => !normal ? figure : figure.With(Lines(
        Series.Of("N(0, 1)", x => Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI), range.Min, range.Max, NormalPoints).Dashed()));
}
