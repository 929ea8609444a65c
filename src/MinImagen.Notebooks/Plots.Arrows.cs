using System.Text.Json.Nodes;
using MinImagen.Notebooks.Charts;

namespace MinImagen.Notebooks;

public static partial class Plots
{
    private const double ArrowWidth = 2.5;

    /// <summary>Vectors in the plane. A step along x is as long as one along y.</summary>
    /// <param name="arrows">A colour each.</param>
    /// <exception cref="ArgumentException">There is no arrow.</exception>
    public static Figure Arrows(params Arrow[] arrows)
    {
        ArgumentNullException.ThrowIfNull(arrows);
        if (arrows.Length == 0)
            throw new ArgumentException("A chart of arrows shows one or more.", nameof(arrows));

        // The line of each is a trace, so that the axes reach to it; its point is a note, the only thing of plotly's with one.
        var lines = arrows.Select((arrow, i) => new ChartSeries(arrow.Label, [arrow.From.X, arrow.To.X], [arrow.From.Y, arrow.To.Y]) { Color = ColorOf(i) }).ToArray();
        return new Figure(ChartContext.Maker.Lines(lines))
            .Changed(layout => layout.Append("annotations", arrows.Select((arrow, i) => Point(arrow, ColorOf(i)))))
            .WithAxes(equal: true);
    }

    private static string ColorOf(int index) => Theme.Colors[index % Theme.Colors.Count];

    private static JsonObject Point(Arrow arrow, string color) => new()
    {
        ["text"] = "",
        ["showarrow"] = true,
        ["arrowhead"] = 2,
        ["arrowwidth"] = ArrowWidth,
        ["arrowcolor"] = color,
        ["xref"] = "x",
        ["yref"] = "y",
        ["axref"] = "x",
        ["ayref"] = "y",
        ["x"] = arrow.To.X,
        ["y"] = arrow.To.Y,
        ["ax"] = arrow.From.X,
        ["ay"] = arrow.From.Y,
    };
}
