using System.Text.Json.Nodes;
using Plotly.NET.CSharp;
using Chart = Plotly.NET.CSharp.Chart;

namespace Plotly.NET.Tests;

/// <summary>What plotly.js reads of a chart: every argument under plotly's own name and in plotly's own words.</summary>
public class ChartTests
{
    private static readonly double[] X = [0, 1, 2];
    private static readonly double[] Y = [1, double.NaN, 4.5];

    [Fact]
    public void A_line_says_its_points_its_looks_and_no_more()
    {
        var chart = Chart.Line<double, double, string>(
            X, Y, ShowMarkers: true, Name: "β", LineColor: Color.fromHex("#1f5fa8"), LineWidth: 2.5,
            LineDash: StyleParam.DrawingStyle.LongDashDot, MarkerSymbol: StyleParam.MarkerSymbol.Square, Fill: StyleParam.Fill.ToZero_y, UseDefaults: false);

        AssertJson("""
            {"data":[{"type":"scatter","name":"β","mode":"lines+markers","x":[0,1,2],"y":[1,null,4.5],"fill":"tozeroy",
              "line":{"color":"#1f5fa8","width":2.5,"dash":"longdashdot"},"marker":{"symbol":"1"}}],"layout":{},"frames":[]}
            """, chart);
    }

    [Theory]
    [InlineData(true, true, "lines+markers+text")]
    [InlineData(true, false, "lines+text")]
    [InlineData(false, true, "lines+markers")]
    [InlineData(false, false, "lines")]
    public void A_text_with_a_position_is_drawn(bool positioned, bool markers, string mode)
    {
        var position = positioned ? (Optional<StyleParam.TextPosition>)StyleParam.TextPosition.TopCenter : default;

        var chart = Chart.Line<double, double, string>(X, Y, ShowMarkers: markers, MultiText: new(["a", "b", "c"], true), TextPosition: position);

        Assert.Equal(mode, (string?)Json(chart)["data"]![0]!["mode"]);
        Assert.Equal(positioned ? "top center" : null, (string?)Json(chart)["data"]![0]!["textposition"]);
    }

    [Fact]
    public void Columns_stand_and_bars_lie()
    {
        string[] keys = ["a", "b", "c"];

        AssertJson("""{"data":[{"type":"bar","orientation":"v","x":["a","b","c"],"y":[0,1,2],"width":0.5}],"layout":{},"frames":[]}""",
            Chart.Column<double, string, string>(X, Keys: keys, Width: 0.5, UseDefaults: false));
        AssertJson("""{"data":[{"type":"bar","orientation":"h","y":["a","b","c"],"x":[0,1,2],"marker":{"pattern":{"shape":"\\"}}}],"layout":{},"frames":[]}""",
            Chart.Bar<double, string, string>(X, Keys: keys, MarkerPatternShape: StyleParam.PatternShape.DiagonalAscending, UseDefaults: false));
    }

    [Fact]
    public void A_heatmap_may_begin_at_the_top()
    {
        double[][] z = [[1, 2], [3, 4]];

        AssertJson("""
            {"data":[{"type":"heatmap","z":[[1,2],[3,4]],"colorscale":[[0,"white"],[1,"rgba(0, 0, 255, 1.0)"]],"zsmooth":false}],
             "layout":{"yaxis":{"autorange":"reversed"}},"frames":[]}
            """,
            Chart.Heatmap<double, string, string, string>(
                z, ColorScale: StyleParam.Colorscale.NewCustom([Tuple.Create(0.0, Color.fromString("white")), Tuple.Create(1.0, Color.fromRGB(0, 0, 255))]),
                ZSmooth: StyleParam.SmoothAlg.False, ReverseYAxis: true, UseDefaults: false));
    }

    [Fact]
    public void Histograms_contours_and_images_say_what_they_are_given()
    {
        AssertJson("""{"data":[{"type":"histogram","x":[0,1,2],"histnorm":"probability density","nbinsx":4,"xbins":{"start":0,"size":0.5}}],"layout":{},"frames":[]}""",
            Chart.Histogram<double, double, string>(X: X, HistNorm: StyleParam.HistNorm.ProbabilityDensity, NBinsX: 4, XBins: TraceObjects.Bins.init(Start: 0.0, Size: 0.5), UseDefaults: false));
        AssertJson("""{"data":[{"type":"contour","z":[[1]],"showscale":false,"ncontours":9,"contours":{"coloring":"none"},"line":{"width":0}}],"layout":{},"frames":[]}""",
            Chart.Contour<double, double, double, string>([[1.0]], ShowScale: false, NContours: 9, ContoursColoring: StyleParam.ContourColoring.NoColoring, UseDefaults: false));
        AssertJson("""{"data":[{"type":"image","source":"data:image/png;base64,AA=="}],"layout":{},"frames":[]}""",
            Chart.Image<string>(Source: "data:image/png;base64,AA==", UseDefaults: false));
    }

    [Fact]
    public void Titles_axes_and_sizes_are_laid_over_what_was_said_before()
    {
        var chart = Chart.Point<double, double, string>(X, X, UseDefaults: false)
            .WithXAxisStyle<double, double, string>(TitleText: "t", ShowGrid: false)
            .WithXAxisStyle<double, double, string>(AxisType: StyleParam.AxisType.Log, MinMax: Tuple.Create(-4.0, 0.0))
            .WithYAxisStyle<double, double, string>(TitleText: "second", Id: StyleParam.SubPlotId.NewYAxis(2), Side: StyleParam.Side.Right)
            .WithTitle("Title", TitleFont: Font.init(Family: StyleParam.FontFamily.Open_Sans, Size: 20.0))
            .WithSize(Width: 300);

        AssertJson("""
            {"xaxis":{"title":{"text":"t"},"showgrid":false,"type":"log","range":[-4,0]},"yaxis2":{"title":{"text":"second"},"side":"right"},
             "title":{"text":"Title","font":{"family":"Open Sans","size":20}},"width":300}
            """, Json(chart)["layout"]!);
    }

    [Fact]
    public void Of_two_charts_the_traces_add_up_and_the_second_layout_wins()
    {
        var combined = Json(Chart.Combine(
        [
            Chart.Line<double, double, string>(X, X, Name: "a", UseDefaults: false).WithTitle("first").WithSize(Width: 100),
            Chart.Line<double, double, string>(X, X, Name: "b", UseDefaults: false).WithTitle("second"),
        ]));

        Assert.Equal(["a", "b"], combined["data"]!.AsArray().Select(trace => (string?)trace!["name"]));
        AssertJson("""{"title":{"text":"second"},"width":100}""", combined["layout"]!);
    }

    [Fact]
    public void A_grid_gives_every_chart_axes_of_its_own_and_leaves_the_charts_alone()
    {
        var charts = Enumerable.Range(0, 3)
            .Select(i => Chart.Line<double, double, string>(X, X, UseDefaults: false).WithXAxisStyle<double, double, string>(TitleText: $"x of {i}"))
            .ToArray();
        var before = charts.Select(GenericChart.toFigureJson).ToArray();

        var grid = Json(Chart.Grid(charts, 2, 2, SubPlotTitles: new(["one", "two", "three"], true)));

        Assert.Equal(["x", "x2", "x3"], grid["data"]!.AsArray().Select(trace => (string?)trace!["xaxis"]));
        Assert.Equal(["y", "y2", "y3"], grid["data"]!.AsArray().Select(trace => (string?)trace!["yaxis"]));
        Assert.Equal("x of 2", (string?)grid["layout"]!["xaxis3"]!["title"]!["text"]);
        AssertJson("""{"rows":2,"columns":2,"roworder":"top to bottom","pattern":"independent","xgap":0.2,"ygap":0.3}""", grid["layout"]!["grid"]!);
        var titles = grid["layout"]!["annotations"]!.AsArray();
        Assert.Equal(["one", "two", "three"], titles.Select(title => (string?)title!["text"]));
        // Cells are (1 − gap) of a step wide, and cells · step − gap · step = 1.
        Assert.Equal(0.4 / 1.8, (double)titles[0]!["x"]!, 12);
        Assert.Equal(1.4 / 1.8, (double)titles[1]!["x"]!, 12);
        Assert.Equal(1, (double)titles[0]!["y"]!, 12);
        Assert.Equal(0.7 / 1.7, (double)titles[2]!["y"]!, 12);
        Assert.Equal(before, charts.Select(GenericChart.toFigureJson));
    }

    [Fact]
    public void Without_a_word_a_chart_is_a_square_of_600_with_plotlys_template()
    {
        var layout = Json(Chart.Line<double, double, string>(X, X))["layout"]!;

        Assert.Equal(600, (int)layout["width"]!);
        Assert.Equal(600, (int)layout["height"]!);
        Assert.Equal("#E5ECF6", (string?)layout["template"]!["layout"]!["plot_bgcolor"]);
    }

    private static JsonNode Json(GenericChart chart) => JsonNode.Parse(GenericChart.toFigureJson(chart))!;

    private static void AssertJson(string expected, GenericChart actual) => AssertJson(expected, Json(actual));

    private static void AssertJson(string expected, JsonNode actual)
    {
        var wanted = JsonNode.Parse(expected);
        Assert.True(JsonNode.DeepEquals(wanted, actual), $"expected {wanted!.ToJsonString()}\n but was {actual.ToJsonString()}");
    }
}
