using System.Globalization;
using System.Net;
using System.Text;

namespace MinImagen.Lib.Training;

/// <summary>A chart of curves over training steps, as SVG that stands in a page by itself.</summary>
/// <param name="title">Above it.</param>
/// <param name="curves">Name, CSS class and points, in the order of drawing.</param>
internal sealed class LineChart(string title, IReadOnlyList<(string Name, string Style, IReadOnlyList<(double X, double Y)> Points)> curves)
{
    private const int Width = 640;
    private const int Height = 300;
    private const int Left = 64;
    private const int Right = 16;
    private const int Top = 44;
    private const int Bottom = 36;

    /// <summary>The chart.</summary>
    public string ToSvg()
    {
        var points = curves.SelectMany(curve => curve.Points).ToArray();
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"{Escape(title)}\">");
        svg.Append(CultureInfo.InvariantCulture, $"<text class=\"title\" x=\"{Left}\" y=\"20\">{Escape(title)}</text>");
        if (points.Length > 0)
        {
            var (minY, maxY) = Range(points.Select(point => point.Y));
            DrawGrid(svg, points.Max(point => point.X), minY, maxY);
            foreach (var (name, style, curve) in curves.Where(curve => curve.Points.Count > 0))
            {
                DrawCurve(svg, name, style, curve, points.Max(point => point.X), minY, maxY);
            }
            DrawLegend(svg);
        }
        return svg.Append("</svg>").ToString();
    }

    /// <summary>The mean of stretches of neighbours, so that a long training is no larger a page than a short one.</summary>
    /// <param name="points">In the order of their steps.</param>
    /// <param name="most">The most points to keep.</param>
    public static IReadOnlyList<(double X, double Y)> Thin(IReadOnlyList<(double X, double Y)> points, int most) => points.Count <= most
        ? points
        : [.. points.Chunk((points.Count + most - 1) / most).Select(chunk => (chunk[^1].X, chunk.Average(point => point.Y)))];

    private void DrawLegend(StringBuilder svg)
    {
        var x = Width - Right;
        foreach (var (name, style, _) in curves.Reverse().Where(curve => curve.Points.Count > 0))
        {
            x -= 38 + (7 * name.Length);
            svg.Append(CultureInfo.InvariantCulture, $"<line class=\"{style}\" x1=\"{x}\" x2=\"{x + 18}\" y1=\"16\" y2=\"16\"/><text class=\"tick\" x=\"{x + 22}\" y=\"20\">{Escape(name)}</text>");
        }
    }

    private static void DrawGrid(StringBuilder svg, double maxX, double minY, double maxY)
    {
        foreach (var y in Ticks(minY, maxY))
        {
            var at = PlaceY(y, minY, maxY);
            svg.Append(CultureInfo.InvariantCulture, $"<line class=\"grid\" x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{at:F1}\" y2=\"{at:F1}\"/><text class=\"tick\" x=\"{Left - 8}\" y=\"{at + 4:F1}\" text-anchor=\"end\">{y:G4}</text>");
        }
        foreach (var x in Ticks(0, maxX))
        {
            svg.Append(CultureInfo.InvariantCulture, $"<text class=\"tick\" x=\"{PlaceX(x, maxX):F1}\" y=\"{Height - Bottom + 18}\" text-anchor=\"middle\">{x:N0}</text>");
        }
        svg.Append(CultureInfo.InvariantCulture, $"<text class=\"tick\" x=\"{Width - Right}\" y=\"{Height - 4}\" text-anchor=\"end\">step</text>");
    }

    private static void DrawCurve(
        StringBuilder svg, string name, string style, IReadOnlyList<(double X, double Y)> points, double maxX, double minY, double maxY)
    {
        var path = string.Join(' ', points.Select(point =>
            string.Create(CultureInfo.InvariantCulture, $"{PlaceX(point.X, maxX):F1},{PlaceY(point.Y, minY, maxY):F1}")));
        svg.Append(CultureInfo.InvariantCulture, $"<polyline class=\"{style}\" points=\"{path}\"/>");
        if (style == "validation")
        {
            foreach (var (x, y) in points)
            {
                svg.Append(CultureInfo.InvariantCulture, $"<circle class=\"{style}\" cx=\"{PlaceX(x, maxX):F1}\" cy=\"{PlaceY(y, minY, maxY):F1}\" r=\"3.5\"><title>{Escape(name)} at step {x:N0}: {y:G4}</title></circle>");
            }
        }
    }

    /// <summary>About five round numbers from a minimum to a maximum.</summary>
    private static IEnumerable<double> Ticks(double min, double max)
    {
        var rough = (max - min) / 5;
        var magnitude = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = magnitude * (rough / magnitude) switch { < 1.5 => 1, < 3.5 => 2, < 7.5 => 5, _ => 10 };
        for (var i = Math.Ceiling(min / step); i * step <= max * (1 + 1e-9); i++)
        {
            yield return i * step;
        }
    }

    /// <summary>From a little below the smallest to the largest, the highest hundredth left out: the first steps would flatten all others.</summary>
    private static (double Min, double Max) Range(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        var max = sorted[sorted.Length - 1 - (sorted.Length / 100)];
        var min = sorted[0];
        var span = max - min > 0 ? max - min : Math.Max(1e-9, Math.Abs(max));
        return (Math.Max(min >= 0 ? 0 : double.NegativeInfinity, min - (0.05 * span)), max + (0.05 * span));
    }

    private static double PlaceX(double x, double max) => Left + ((Width - Left - Right) * x / Math.Max(1, max));

    private static double PlaceY(double y, double min, double max) => Height - Bottom - ((Height - Top - Bottom) * (Math.Clamp(y, min, max) - min) / (max - min));

    private static string Escape(string text) => WebUtility.HtmlEncode(text);
}
