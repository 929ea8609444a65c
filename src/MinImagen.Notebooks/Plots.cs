using System.Text.Json.Nodes;
using MinImagen.Notebooks.Charts;
using static TorchSharp.torch;

namespace MinImagen.Notebooks;

/// <summary>The charts of the lessons. Titles and axes are put on by the <see cref="Figure"/>'s own methods.</summary>
/// <remarks>Numbers are kept to seven digits, and of a series at most five thousand points, evenly chosen.</remarks>
public static partial class Plots
{
    /// <summary>Lines over x.</summary>
    /// <param name="series">A line each: a <see cref="Series"/>, or a pair such as <c>("β_t", betas)</c>.</param>
    /// <exception cref="ArgumentException">There is no series.</exception>
    public static Figure Lines(params Series[] series) => new(ChartContext.Maker.Lines(Thinned(series)));

    /// <summary>Points.</summary>
    /// <param name="series">A colour each.</param>
    /// <exception cref="ArgumentException">There is no series.</exception>
    public static Figure Points(params Series[] series) =>
        new Figure(ChartContext.Maker.Points(Thinned(series))).WithTraces((trace, _) => trace.Within("marker")["size"] = 8);

    /// <summary>Bars, those of several series side by side.</summary>
    /// <param name="labels">What each bar is called.</param>
    /// <param name="series">A colour each, with a value a label.</param>
    /// <exception cref="ArgumentException">There is no series, or one has more or fewer values than there are labels.</exception>
    public static Figure Bars(IReadOnlyList<string> labels, params Series[] series)
    {
        ArgumentNullException.ThrowIfNull(labels);
        var all = OneOrMore(series);
        if (Array.Find(all, bars => bars.Y.Count != labels.Count) is { } other)
            throw new ArgumentException($"'{other.Name}' has {other.Y.Count} values for {labels.Count} labels.", nameof(series));
        return new(ChartContext.Maker.Bars(labels, Array.ConvertAll(all, bars => new ChartSeries(bars.Name, [], Thinning.Rounded(bars.Y)))));
    }

    /// <summary>A matrix as colours, with the number of a cell under the pointer.</summary>
    /// <param name="matrix">Shape (rows, columns), at most 65 536 cells.</param>
    /// <param name="rows">A label a row.</param>
    /// <param name="columns">A label a column.</param>
    /// <param name="range">Which values have the colours of the two ends.</param>
    /// <exception cref="ArgumentException">It is no matrix, is too large, or the labels are not as many as what they name.</exception>
    public static Figure Heatmap(Tensor matrix, IReadOnlyList<string>? rows = null, IReadOnlyList<string>? columns = null, ValueRange? range = null)
    {
        var values = Matrices.Read(matrix, rows, columns);
        var scale = Matrices.Scale(values.SelectMany(row => row), range);
        var colors = scale.IsDiverging ? Theme.Diverging : Theme.Sequential;
        var figure = new Figure(ChartContext.Maker.Heatmap(Array.ConvertAll(values, Thinning.Rounded), rows, columns, colors));
        return figure.WithTraces((trace, _) => (trace["zmin"], trace["zmax"]) = (scale.Range.Min, scale.Range.Max));
    }

    /// <summary>A function of the plane as bands of equal height, a ground for arrows and paths.</summary>
    /// <param name="height">Of x and y, such as a density.</param>
    /// <param name="x">From where to where.</param>
    /// <param name="y">From where to where.</param>
    /// <param name="points">Places looked at along each side, 2 … 256.</param>
    public static Figure Contours(Func<double, double, double> height, ValueRange x, ValueRange y, int points = 61)
    {
        ArgumentNullException.ThrowIfNull(height);
        ArgumentOutOfRangeException.ThrowIfLessThan(points, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(points, Matrices.MostRows);
        var (across, up) = (Places(x, points), Places(y, points));
        var values = up.Select(b => Thinning.Rounded(across.Select(a => height(a, b)))).ToArray();
        return new Figure(ChartContext.Maker.Contours(values, across, up, Theme.Sequential)).WithAxes(xRange: x, yRange: y, equal: true);
    }

    /// <summary>Figures beside and below one another, each with its own axes and its title above it.</summary>
    /// <param name="columns">Figures in a row.</param>
    /// <param name="figures">In reading order, without sliders.</param>
    /// <exception cref="ArgumentException">There is no figure, or one has a slider.</exception>
    public static Figure Grid(int columns, params Figure[] figures) => Figure.Grid(columns, figures);

    /// <summary>A picture as a figure, so that a slider can choose among pictures.</summary>
    /// <param name="picture">Such as <c>samples.ShowGrid()</c>.</param>
    public static Figure Picture(Picture picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        var figure = new Figure(ChartContext.Maker.Picture(picture.DataUri, picture.Text));
        return figure
            .WithSize(height: Math.Clamp(picture.Height + 60, 160, 900))
            .Changed(layout =>
            {
                layout.Within("xaxis")["visible"] = false;
                layout.Within("yaxis")["visible"] = false;
                layout.Within("yaxis")["autorange"] = "reversed";
                layout["margin"] = new JsonObject { ["l"] = 24, ["r"] = 24, ["t"] = 44, ["b"] = 8 };
            })
            .WithTraces((trace, _) => trace["hoverinfo"] = "skip");
    }

    private static ChartSeries[] Thinned(Series[] series) => Array.ConvertAll(OneOrMore(series), one =>
    {
        var (x, y) = Thinning.Of(one);
        return new ChartSeries(one.Name, x, y) { IsDashed = one.IsDashed, HasMarkers = one.HasMarkers };
    });

    private static Series[] OneOrMore(Series[] series)
    {
        ArgumentNullException.ThrowIfNull(series);
        return series.Length > 0 ? series : throw new ArgumentException("A chart shows one series or more.", nameof(series));
    }

    private static double[] Places(ValueRange range, int points) =>
        Thinning.Rounded(Enumerable.Range(0, points).Select(i => range.Min + ((range.Max - range.Min) * i / (points - 1))));
}
