using System.Globalization;
using System.Text;

namespace MinImagen.Cli.SamplerBench;

/// <summary>Captions obeyed and sharpness over the number of steps, a line a sampler, as an SVG picture.</summary>
internal static class SamplerPlot
{
    private const int Left = 64;
    private const int Top = 64;
    private const int Width = 380;
    private const int Height = 260;
    private const int Between = 90;

    private static readonly string[] Colors = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9"];

    /// <summary>Draws the picture.</summary>
    /// <param name="rows">What was measured, at least one row.</param>
    /// <returns>SVG.</returns>
    public static string Draw(IReadOnlyList<BenchRow> rows)
    {
        var svg = new StringBuilder();
        Say(svg, $"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {Left + 2 * Width + Between + 24} {Top + Height + 64}' font-family='sans-serif' font-size='13' fill='#333'>");
        Say(svg, $"<rect width='100%' height='100%' fill='white'/>");
        var samplers = rows.GroupBy(row => row.Sampler).ToArray();
        foreach (var (i, sampler) in samplers.Index())
        {
            var x = Left + i * 110;
            Say(svg, $"<circle cx='{x}' cy='18' r='5' fill='{Colors[i % Colors.Length]}'/><text x='{x + 10}' y='22'>{sampler.Key}</text>");
        }

        var steps = new LogScale(rows.Min(row => row.StepsTaken), rows.Max(row => row.StepsTaken));
        var sharpest = Math.Max(1.25, Math.Ceiling(rows.Max(row => row.Sharpness) * 4) / 4);
        Panel(svg, Left, "captions obeyed, with 95 % interval", rows, steps, 1);
        Panel(svg, Left + Width + Between, "sharpness beside true pictures", rows, steps, sharpest);
        foreach (var (i, sampler) in samplers.Index())
        {
            var ordered = sampler.OrderBy(row => row.StepsTaken).ToArray();
            Line(svg, Left, steps, Colors[i % Colors.Length], ordered, row => row.Score.All.Share, row => (row.Score.All.Low, row.Score.All.High));
            Line(svg, Left + Width + Between, steps, Colors[i % Colors.Length], ordered, row => row.Sharpness / sharpest, null);
        }

        Say(svg, $"</svg>");
        return svg.ToString();
    }

    private static void Panel(StringBuilder svg, int left, string title, IReadOnlyList<BenchRow> rows, LogScale steps, double highest)
    {
        Say(svg, $"<text x='{left}' y='{Top - 12}' font-weight='bold'>{title}</text>");
        for (var share = 0.0; share <= 1; share += 0.25)
        {
            var y = Y(share);
            Say(svg, $"<line x1='{left}' x2='{left + Width}' y1='{y:F1}' y2='{y:F1}' stroke='#ddd'/><text x='{left - 8}' y='{y + 4:F1}' text-anchor='end'>{share * highest:0.##}</text>");
        }

        foreach (var count in rows.Select(row => row.StepsTaken).Distinct())
        {
            var x = left + Width * steps.Position(count);
            Say(svg, $"<line x1='{x:F1}' x2='{x:F1}' y1='{Top + Height}' y2='{Top + Height + 5}' stroke='#333'/><text x='{x:F1}' y='{Top + Height + 20}' text-anchor='middle'>{count}</text>");
        }

        Say(svg, $"<line x1='{left}' x2='{left + Width}' y1='{Top + Height}' y2='{Top + Height}' stroke='#333'/><text x='{left + Width / 2}' y='{Top + Height + 42}' text-anchor='middle'>steps of each U-Net</text>");
    }

    private static void Line(
        StringBuilder svg,
        int left,
        LogScale steps,
        string color,
        BenchRow[] rows,
        Func<BenchRow, double> share,
        Func<BenchRow, (double Low, double High)>? interval)
    {
        double X(BenchRow row) => left + Width * steps.Position(row.StepsTaken);
        var points = string.Join(' ', rows.Select(row => string.Create(CultureInfo.InvariantCulture, $"{X(row):F1},{Y(share(row)):F1}")));
        Say(svg, $"<polyline points='{points}' fill='none' stroke='{color}' stroke-width='2'/>");
        foreach (var row in rows)
        {
            Say(svg, $"<circle cx='{X(row):F1}' cy='{Y(share(row)):F1}' r='3.5' fill='{color}'/>");
            if (interval?.Invoke(row) is var (low, high))
            {
                Say(svg, $"<line x1='{X(row):F1}' x2='{X(row):F1}' y1='{Y(low):F1}' y2='{Y(high):F1}' stroke='{color}' stroke-opacity='0.6'/>");
            }
        }
    }

    private static double Y(double share) => Top + Height * (1 - share);

    private static void Say(StringBuilder svg, FormattableString line) => svg.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');

    /// <summary>Numbers of steps on a logarithmic axis from 0 to 1.</summary>
    private sealed record LogScale(int Least, int Most)
    {
        public double Position(int steps) => Most == Least ? 0.5 : Math.Log((double)steps / Least) / Math.Log((double)Most / Least);
    }
}
