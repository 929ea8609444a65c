namespace MinImagen.Notebooks.Charts;

/// <summary>
/// Makes charts: plain data goes in, plotly's JSON (data, layout, frames) comes out. Nothing else passes from one load context
/// to another.
/// </summary>
internal interface IChartMaker
{
    /// <summary>Lines over x.</summary>
    string Lines(IReadOnlyList<ChartSeries> series);

    /// <summary>Points.</summary>
    string Points(IReadOnlyList<ChartSeries> series);

    /// <summary>Bars, those of several series side by side, one a label.</summary>
    string Bars(IReadOnlyList<string> labels, IReadOnlyList<ChartSeries> series);

    /// <summary>Bars of one width, in the units of x.</summary>
    string Histogram(ChartSeries bars, double width);

    /// <summary>A matrix as colours, its first row on top.</summary>
    string Heatmap(double[][] values, IReadOnlyList<string>? rows, IReadOnlyList<string>? columns, IReadOnlyList<(double At, string Color)> colors);

    /// <summary>Heights over a plane as bands.</summary>
    string Contours(double[][] values, double[] x, double[] y, IReadOnlyList<(double At, string Color)> colors);

    /// <summary>A picture.</summary>
    string Picture(string source, string name);
}
