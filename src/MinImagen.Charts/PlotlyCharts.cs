using MinImagen.Notebooks.Charts;
using Plotly.NET;
using Chart = Plotly.NET.CSharp.Chart;

namespace MinImagen.Charts;

/// <summary>Draws with Plotly.NET, the only code that knows it. <see cref="ChartContext"/> says why it stands apart.</summary>
internal sealed class PlotlyCharts : IChartMaker
{
    private const double BarOpacity = 0.75;
    private const int Bands = 14;

    /// <inheritdoc/>
    public string Lines(IReadOnlyList<ChartSeries> series) => Json(
        Chart.Combine(series.Select(line => Chart.Line<double, double, string>(
            line.X, line.Y, ShowMarkers: line.HasMarkers, Name: line.Name, LineWidth: line.Width,
            LineColor: line.Color is null ? default : new(Color.fromHex(line.Color), true),
            LineDash: line.IsDashed ? StyleParam.DrawingStyle.Dash : StyleParam.DrawingStyle.Solid, UseDefaults: false))),
        "x", "y");

    /// <inheritdoc/>
    public string Points(IReadOnlyList<ChartSeries> series) => Json(
        Chart.Combine(series.Select(points => Chart.Point<double, double, string>(points.X, points.Y, Name: points.Name, UseDefaults: false))),
        "x", "y");

    /// <inheritdoc/>
    public string Bars(IReadOnlyList<string> labels, IReadOnlyList<ChartSeries> series) => Json(
        Chart.Combine(series.Select(bars => Chart.Column<double, string, string>(bars.Y, Keys: new(labels, true), Name: bars.Name, UseDefaults: false))),
        "y");

    /// <inheritdoc/>
    public string Histogram(ChartSeries bars, double width) => Json(
        Chart.Column<double, double, string>(bars.Y, Keys: new(bars.X, true), Name: bars.Name, Opacity: BarOpacity, Width: width, UseDefaults: false),
        "x", "y");

    /// <inheritdoc/>
    public string Heatmap(double[][] values, IReadOnlyList<string>? rows, IReadOnlyList<string>? columns, IReadOnlyList<(double At, string Color)> colors) => Json(
        Chart.Heatmap<double, string, string, string>(
            values, X: columns is null ? default : new(columns, true), Y: rows is null ? default : new(rows, true),
            ColorScale: Scale(colors), ReverseYAxis: true, UseDefaults: false),
        "z");

    /// <inheritdoc/>
    public string Contours(double[][] values, double[] x, double[] y, IReadOnlyList<(double At, string Color)> colors) => Json(
        Chart.Contour<double, double, double, string>(
            values, X: new(x, true), Y: new(y, true), ColorScale: Scale(colors), ShowScale: false, NContours: Bands, UseDefaults: false),
        "x", "y", "z");

    /// <inheritdoc/>
    public string Picture(string source, string name) => Json(Chart.Image<string>(Source: source, Name: name, UseDefaults: false));

    private static StyleParam.Colorscale Scale(IReadOnlyList<(double At, string Color)> colors) =>
        StyleParam.Colorscale.NewCustom(colors.Select(stop => Tuple.Create(stop.At, Color.fromHex(stop.Color))));

    private static string Json(GenericChart chart, params string[] numbers) => FigureNumbers.Plain(GenericChart.toFigureJson(chart), numbers);
}
