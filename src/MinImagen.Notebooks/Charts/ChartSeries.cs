namespace MinImagen.Notebooks.Charts;

/// <summary>One series of a chart as plain data, for <see cref="IChartMaker"/>.</summary>
/// <param name="Name">What the legend calls it.</param>
/// <param name="X">Where each point is; nothing where the chart has labels.</param>
/// <param name="Y">How high; what is not finite is a gap.</param>
internal sealed record ChartSeries(string Name, double[] X, double[] Y)
{
    /// <summary>Pixels of a line.</summary>
    internal double Width { get; init; } = 2.5;

    /// <summary>A line's colour, such as <c>#1f5fa8</c>; plotly's choice when null.</summary>
    internal string? Color { get; init; }

    /// <summary>A broken line.</summary>
    internal bool IsDashed { get; init; }

    /// <summary>A line with a dot at each point.</summary>
    internal bool HasMarkers { get; init; }
}
