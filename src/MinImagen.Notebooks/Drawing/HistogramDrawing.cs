using SixLabors.ImageSharp;
using static TorchSharp.torch;

namespace MinImagen.Notebooks.Drawing;

/// <summary>How often values occur, as a density: bars, the mean and one standard deviation to both sides, N(0, 1) where asked for.</summary>
internal sealed record HistogramDrawing
{
    private const int Width = 640;
    private const int Height = 260;
    private const int Margin = 14;
    private const int Left = 52;
    private const int Bottom = 26;
    private const int Ticks = 5;

    internal int Bins { get; init; }

    internal bool Normal { get; init; }

    internal string? Title { get; init; }

    internal ValueRange? Range { get; init; }

    internal Picture Draw(Tensor values)
    {
        var bins = Charts.Bins.Of(values, Bins, Range);
        var summary = TensorSummary.Of(values);
        var note = $"mean {TensorSummary.Number(summary.Mean)}, std {TensorSummary.Number(summary.Std)}{(Normal ? ", line: N(0, 1)" : "")}";
        return new Picture(Draw(bins, summary, note), Words(bins, summary));
    }

    private Canvas Draw(Charts.Bins bins, TensorSummary summary, string note)
    {
        double[] densities = [.. bins.Densities];
        var top = Math.Max(densities.Max(), Normal ? Density(0) : 0);
        top = top > 0 ? 1.05 * top : 1;
        var heading = Heading.Of(Title, note, Width - (2 * Margin));
        var canvas = new Canvas(Width, heading.Height + Height + (2 * Margin));
        heading.Draw(canvas, new Point(Margin, Margin));
        var area = new Rectangle(Margin + Left, Margin + heading.Height, Width - (2 * Margin) - Left, Height - Bottom);
        double Across(double value) => area.Left + (area.Width * (value - bins.Range.Min) / (bins.Range.Max - bins.Range.Min));
        double Up(double density) => area.Bottom - (area.Height * density / top);

        DrawAxes(canvas, area, bins.Range, top);
        for (var i = 0; i < densities.Length; i++)
        {
            var (from, to) = ((int)Math.Round(Across(bins.Range.Min + (i * bins.Width))), (int)Math.Round(Across(bins.Range.Min + ((i + 1) * bins.Width))));
            var y = (int)Math.Round(Up(densities[i]));
            canvas.Fill(new Rectangle(from, y, Math.Max(1, to - from - (to - from > 3 ? 1 : 0)), area.Bottom - y), Ink.Accent.Blend(Ink.Ground, 0.35));
        }

        canvas.Line((area.Left, area.Bottom), (area.Right, area.Bottom), Ink.Faint);
        Mark(canvas, area, Across, summary.Mean);
        for (var x = area.Left; Normal && x < area.Right; x += 2)
        {
            double Value(int at) => bins.Range.Min + ((bins.Range.Max - bins.Range.Min) * (at - area.Left) / area.Width);
            canvas.Line((x, Up(Density(Value(x)))), (x + 2, Up(Density(Value(x + 2)))), Ink.Warm, 2);
        }

        return canvas;
    }

    private static void DrawAxes(Canvas canvas, Rectangle area, ValueRange range, double top)
    {
        foreach (var value in AxisTicks.Between(range.Min, range.Max, Ticks + 2))
        {
            var x = (int)Math.Round(area.Left + (area.Width * (value - range.Min) / (range.Max - range.Min)));
            canvas.Fill(new Rectangle(x, area.Bottom, 1, 4), Ink.Faint);
            canvas.Write(TensorSummary.Number(value), new Point(x, area.Bottom + 6), Ink.Faint, Drawing.Across.Middle, Weight.Small);
        }

        foreach (var value in AxisTicks.Between(0, top, Ticks))
        {
            var y = (int)Math.Round(area.Bottom - (area.Height * value / top));
            canvas.Fill(new Rectangle(area.Left, y, area.Width, 1), Ink.Frame);
            canvas.Write(TensorSummary.Number(value), new Point(area.Left - 6, y - 8), Ink.Faint, Drawing.Across.Right, Weight.Small);
        }
    }

    private static void Mark(Canvas canvas, Rectangle area, Func<double, double> across, double mean)
    {
        var x = across(mean);
        if (x >= area.Left && x <= area.Right)
            canvas.Line((x, area.Top), (x, area.Bottom), Ink.Text, 1.5);
    }

    // φ(x) = exp(−x² / 2) / √(2π)
    private static double Density(double x) => Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI);

    private string Words(Charts.Bins bins, TensorSummary summary)
    {
        var outside = bins.Total - bins.Counts.Sum();
        var about = $"{(Title is null ? "" : $"{Title}: ")}{summary}; {bins.Counts.Count} bins on {bins.Range}{(outside > 0 ? $", {outside} values outside" : "")}";
        return $"{about}\n  counts {string.Join(' ', bins.Counts)}";
    }
}
