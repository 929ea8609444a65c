using System.Runtime.Loader;
using System.Text.Json.Nodes;
using MinImagen.Notebooks.Charts;
using TorchSharp;

namespace MinImagen.Notebooks.Tests;

/// <summary>Figures as plotly reads them.</summary>
public class FigureTests
{
    private static readonly double[] Values = [0.1, 0.2, 0.4];

    [Fact]
    public void Lines_have_points_names_axes_and_our_looks()
    {
        var figure = Json(Plots.Lines(("β", Values), Series.Of("x²", x => x * x, -1, 1, 3).Dashed()).WithTitle("Schedules").WithAxes("t", "β", logY: true, yRange: new(1e-4, 1)));

        Assert.Equal("[0,1,2]", figure["data"]![0]!["x"]!.ToJsonString());
        Assert.Equal("[0.1,0.2,0.4]", figure["data"]![0]!["y"]!.ToJsonString());
        Assert.Equal("[1,0,1]", figure["data"]![1]!["y"]!.ToJsonString());
        Assert.Equal("dash", (string?)figure["data"]![1]!["line"]!["dash"]);
        Assert.Equal("Schedules", (string?)figure["layout"]!["title"]!["text"]);
        Assert.Equal("log", (string?)figure["layout"]!["yaxis"]!["type"]);
        Assert.Equal("[-4,0]", figure["layout"]!["yaxis"]!["range"]!.ToJsonString());
        Assert.True((bool)figure["layout"]!["showlegend"]!);
        Assert.NotNull(figure["layout"]!["template"]);
        Assert.False((bool)Json(Plots.Lines(("alone", Values)))["layout"]!["showlegend"]!);
    }

    [Fact]
    public void A_figure_never_changes()
    {
        var figure = Plots.Lines(("a", Values));
        var before = figure.ToJson();

        _ = figure.WithTitle("x").WithAxes("a", "b", equal: true).WithMark(1, "here").WithSize(300, 200).With(Plots.Points(("b", Values)));

        Assert.Equal(before, figure.ToJson());
    }

    [Fact]
    public void Text_shows_letter_by_letter_everywhere()
    {
        const string hostile = "</script><script>alert(1)</script><a href=\"javascript:alert(1)\">x</a> & y";
        var figure = Figure.Slider(hostile, new[] { 1, 2 }.Select(i => (hostile, Plots.Bars([hostile, "b", "c"], (hostile, Values)).WithTitle(hostile).WithAxes(hostile, hostile).WithMark(i, hostile))));

        var strings = Strings(JsonNode.Parse(figure.ToJson())).ToArray();

        Assert.True(strings.Count(text => text.Contains("alert(1)", StringComparison.Ordinal)) >= 12);
        Assert.All(strings, text => Assert.DoesNotContain('<', text));
        Assert.Contains("&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;&lt;a href=\"javascript:alert(1)\"&gt;x&lt;/a&gt; &amp; y", strings);
        // The one script of the page ends once: nothing within ends it.
        Assert.Equal(2, figure.Html.Split("</script>").Length);
        Assert.DoesNotContain("<a href", figure.Html, StringComparison.Ordinal);
        Assert.Contains($"\"{hostile}\"", figure.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_slider_shows_every_frame_by_its_name_on_axes_that_span_all()
    {
        var figure = Json(Figure.Slider("t", new[] { 1.0, 10.0 }.Select(scale => ($"{scale}", Plots.Lines(("a", Values.Select(value => value * scale).ToArray())).WithTitle($"× {scale}"))), start: 1));

        var steps = figure["layout"]!["sliders"]![0]!["steps"]!.AsArray();
        var frames = figure["frames"]!.AsArray();
        Assert.Equal(["1", "10"], steps.Select(step => (string?)step!["label"]));
        Assert.All(steps, step => Assert.Equal("animate", (string?)step!["method"]));
        Assert.Equal(frames.Select(frame => (string?)frame!["name"]), steps.Select(step => (string?)step!["args"]![0]![0]));
        Assert.True((bool)steps[0]!["args"]![1]!["frame"]!["redraw"]!);
        Assert.Equal("[0.1,0.2,0.4]", frames[0]!["data"]![0]!["y"]!.ToJsonString());
        Assert.Equal("[1,2,4]", frames[1]!["data"]![0]!["y"]!.ToJsonString());
        Assert.Equal("× 1", (string?)frames[0]!["layout"]!["title"]!["text"]);
        Assert.Equal("[1,2,4]", figure["data"]![0]!["y"]!.ToJsonString());
        Assert.Equal(1, (int)figure["layout"]!["sliders"]![0]!["active"]!);
        // 0.1 … 4 and a twentieth of that on both sides.
        Assert.Equal("[-0.095,4.195]", figure["layout"]!["yaxis"]!["range"]!.ToJsonString());
    }

    [Fact]
    public void A_frame_without_marks_takes_away_those_of_the_last_one()
    {
        var line = Plots.Lines(("a", Values));

        var figure = Json(Figure.Slider("t", [("marked", line.WithMark(1, "here")), ("plain", line)]));

        Assert.Single(figure["frames"]![0]!["layout"]!["shapes"]!.AsArray());
        Assert.Empty(figure["frames"]![1]!["layout"]!["shapes"]!.AsArray());
    }

    [Fact]
    public void Figures_that_are_not_alike_have_no_slider()
    {
        var line = Plots.Lines(("a", Values));

        Assert.Throws<ArgumentException>(() => Figure.Slider("t", [("one", line)]));
        Assert.Contains("'b' has bar", Assert.Throws<ArgumentException>(() => Figure.Slider("t", [("a", line), ("b", Plots.Bars(["x", "y", "z"], ("a", Values)))])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Figure.Slider("t", [("a", line), ("b", line)], start: 2));
        Assert.Throws<ArgumentException>(() => Plots.Grid(2, Figure.Slider("t", [("a", line), ("b", line)])));
    }

    [Fact]
    public void The_bars_of_a_histogram_have_an_area_of_one()
    {
        torch.manual_seed(3);
        using var values = torch.randn(5000);

        var bars = Json(Plots.Histogram(values, bins: 40, normal: true))["data"]![0]!;
        var area = bars["y"]!.AsArray().Sum(y => (double)y!) * (double)bars["width"]!;

        Assert.Equal(1, area, 5);
    }

    [Fact]
    public void The_normal_curve_over_a_histogram_is_that_of_the_normal_distribution()
    {
        using var values = torch.zeros(10);

        var normal = Json(Plots.Histogram(values, normal: true, range: new(-4, 4)))["data"]![1]!;

        Assert.Equal("N(0, 1)", (string?)normal["name"]);
        Assert.Equal(0.3989423, (double)normal["y"]![60]!, 7);
        // Trapezoids: Φ(4) − Φ(−4).
        Assert.Equal(0.9999367, normal["y"]!.AsArray().Sum(y => (double)y!) * 8 / 120, 4);
    }

    [Fact]
    public void Each_figure_of_a_grid_stands_on_axes_of_its_own()
    {
        using var matrix = torch.eye(2);
        var one = Plots.Lines(("a", Values)).WithTitle("one").WithMark(1, "here");
        var two = Plots.Arrows(new Arrow("g", (0, 0), (1, 1))).WithTitle("two");

        var figure = Json(Plots.Grid(2, one, two, Plots.Heatmap(matrix)));

        var layout = figure["layout"]!;
        Assert.Equal(["x", "x2", "x3"], figure["data"]!.AsArray().Select(trace => (string?)trace!["xaxis"]));
        foreach (var number in new[] { "", "2", "3" })
        {
            Assert.Equal($"y{number}", (string?)layout[$"xaxis{number}"]!["anchor"]);
            Assert.Equal(2, layout[$"yaxis{number}"]!["domain"]!.AsArray().Count);
        }

        Assert.Equal("x2", (string?)layout["yaxis2"]!["scaleanchor"]);
        Assert.Equal("y domain", (string?)layout["shapes"]![0]!["yref"]);
        var arrow = layout["annotations"]!.AsArray().Single(note => (bool)note!["showarrow"]!)!;
        Assert.Equal("x2 y2 x2 y2", $"{arrow["xref"]} {arrow["yref"]} {arrow["axref"]} {arrow["ayref"]}");
    }

    [Fact]
    public void A_name_has_one_colour_in_all_figures_of_a_grid_and_another_name_has_another()
    {
        var figure = Json(Plots.Grid(2, Plots.Lines(("a", Values), ("b", Values)), Plots.Lines(("c", Values), ("b", Values))));

        var colors = figure["data"]!.AsArray().Select(trace => (string?)trace!["line"]!["color"]).ToArray();
        Assert.Equal(colors[1], colors[3]);
        Assert.Equal(3, colors.Distinct().Count());
    }

    [Fact]
    public void Numbers_that_are_none_are_gaps_and_long_series_are_thinned()
    {
        var gaps = Plots.Lines(("a", new[] { 1, double.NaN, double.PositiveInfinity, 2 }));
        var many = Json(Plots.Lines(("a", Enumerable.Range(0, 20_001).Select(i => (double)i).ToArray())))["data"]![0]!["y"]!.AsArray();

        Assert.Equal("[1,null,null,2]", Json(gaps)["data"]![0]!["y"]!.ToJsonString());
        Assert.EndsWith("4 points, x 0 … 3, y 1 … 2, first 1, last 2, mean 1.5", gaps.Text, StringComparison.Ordinal);
        Assert.Equal(5000, many.Count);
        Assert.Equal((0.0, 20_000.0), ((double)many[0]!, (double)many[^1]!));
    }

    [Fact]
    public void The_text_differs_where_a_number_does()
    {
        var other = Values.ToArray();
        other[1] = 0.25;

        Assert.NotEqual(Plots.Lines(("a", Values)).Text, Plots.Lines(("a", other)).Text);
        Assert.Equal("Figure \"T\" - x: t, y: β (logarithmic)\n  line \"a\": 3 points, x 0 … 2, y 0.1 … 0.4, first 0.1, last 0.4, mean 0.2333\n  note \"t = 1\"",
            Plots.Lines(("a", Values)).WithTitle("T").WithAxes("t", "β", logY: true).WithMark(1, "t = 1").Text);
    }

    [Fact]
    public void Any_figure_of_plotlys_gets_our_looks()
    {
        var figure = Json(new Figure("""{"data": [{"type": "scatter", "y": [1, 2], "name": "<b>"}], "layout": {"width": 600, "height": 600}}"""));

        Assert.Equal("&lt;b&gt;", (string?)figure["data"]![0]!["name"]);
        Assert.Null(figure["layout"]!["width"]);
        Assert.Equal("white", (string?)figure["layout"]!["template"]!["layout"]!["plot_bgcolor"]);
    }

    [Fact]
    public void Plotly_NET_stands_in_a_context_of_its_own()
    {
        _ = Plots.Lines(("a", Values));
        var theirs = AssemblyLoadContext.GetLoadContext(ChartContext.Maker.GetType().Assembly)!;

        Assert.NotSame(AssemblyLoadContext.GetLoadContext(typeof(Figure).Assembly), theirs);
        Assert.Superset(new HashSet<string?> { "MinImagen.Charts", "Plotly.NET", "Plotly.NET.CSharp", "FSharp.Core" }, theirs.Assemblies.Select(library => library.GetName().Name).ToHashSet());
        Assert.DoesNotContain(theirs.Assemblies, library => library.GetName().Name is "MinImagen.Notebooks" or "TorchSharp");
    }

    [Fact]
    public void Gaps_and_whole_numbers_are_those_of_JSON()
    {
        var trace = Json(Plots.Lines(("a", [1, 2, 4, 8], [1.0, double.NaN, double.PositiveInfinity, 0.5])))["data"]![0]!;

        Assert.Equal("[1,2,4,8]", trace["x"]!.ToJsonString());
        Assert.Equal("[1,null,null,0.5]", trace["y"]!.ToJsonString());
    }

    [Fact]
    public void Mistakes_are_told()
    {
        using var cube = torch.zeros(2, 2, 2);

        Assert.Throws<ArgumentException>(() => Plots.Lines());
        Assert.Contains("no JSON", Assert.Throws<ArgumentException>(() => new Figure("data")).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new Figure("[]"));
        Assert.Contains("3 values for 2 labels", Assert.Throws<ArgumentException>(() => Plots.Bars(["a", "b"], ("c", Values))).Message, StringComparison.Ordinal);
        Assert.Contains("(2, 2, 2)", Assert.Throws<ArgumentException>(() => Plots.Heatmap(cube)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Plots.Lines(("a", Values)).WithAxes(logX: true, xRange: new(0, 1)));
        Assert.Contains("2 values of x and 3 of y", Assert.Throws<ArgumentException>(() => new Series("a", [1, 2], Values)).Message, StringComparison.Ordinal);
    }

    private static JsonNode Json(Figure figure) => JsonNode.Parse(figure.ToJson())!;

    private static IEnumerable<string> Strings(JsonNode? node) => node switch
    {
        JsonObject map => map.SelectMany(entry => Strings(entry.Value)),
        JsonArray list => list.SelectMany(Strings),
        JsonValue value when value.TryGetValue(out string? text) => [text],
        _ => [],
    };
}
