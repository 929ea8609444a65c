using System.Text.Json;
using System.Text.Json.Nodes;
using MinImagen.Cli.Notebooks;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;

namespace MinImagen.Cli.Tests.Notebooks;

public sealed class OutputComparisonTests
{
    private static readonly string grey = Png(100);

    [Fact]
    public void The_same_outputs_agree_however_their_lines_are_cut() =>
        Assert.Empty(Compare("""{"output_type": "stream", "name": "stdout", "text": ["a\n", "b 0.1250\n"]}""", """{"output_type": "stream", "name": "stdout", "text": "a\nb 0.1251\n"}"""));

    [Theory]
    [InlineData("""{"output_type": "stream", "name": "stdout", "text": "0.52"}""", """{"output_type": "stream", "name": "stdout", "text": "0.57"}""", "committed `0.52`, given `0.57`")]
    [InlineData("""{"output_type": "stream", "name": "stdout", "text": "x"}""", """{"output_type": "stream", "name": "stderr", "text": "x"}""", "stdout")]
    [InlineData("""{"output_type": "stream", "name": "stdout", "text": "x"}""", """{"output_type": "display_data", "data": {}}""", "was stream")]
    [InlineData("""{"output_type": "display_data", "data": {"text/plain": "x"}}""", """{"output_type": "display_data", "data": {"text/html": "x"}}""", "no text/html committed")]
    [InlineData("""{"output_type": "display_data", "data": {"application/json": {"a": [1.5]}}}""", """{"output_type": "display_data", "data": {"application/json": {"a": [1.6]}}}""", "application/json")]
    [InlineData("""{"output_type": "error", "ename": "E", "evalue": "Not yet"}""", """{"output_type": "error", "ename": "E", "evalue": "Right"}""", "Not yet")]
    public void What_differs_is_said(string committed, string given, string part) =>
        Assert.Contains(Compare(committed, given), difference => difference.Contains(part, StringComparison.Ordinal));

    [Fact]
    public void An_output_too_few_is_a_difference() =>
        Assert.Equal(["has 1 output committed, and gives 0 outputs"], OutputComparison.Differences([Element("""{"output_type": "stream", "name": "stdout", "text": "x"}""")], []));

    [Fact]
    public void Wall_times_differ_from_run_to_run() =>
        Assert.Empty(Compare(Data("text/plain", "Wall time: 12.5ms"), Data("text/plain", "Wall time: 99.1ms")));

    [Fact]
    public void Pictures_are_compared_as_they_look()
    {
        Assert.Empty(Compare(Data("image/png", grey), Data("image/png", Png(101))));
        Assert.Contains("differ by", Assert.Single(Compare(Data("image/png", grey), Data("image/png", Png(120)))), StringComparison.Ordinal);
        Assert.Contains("sizes", Assert.Single(Compare(Data("image/png", grey), Data("image/png", Png(100, side: 9)))), StringComparison.Ordinal);
        Assert.Contains("not a picture", Assert.Single(Compare(Data("image/png", grey), Data("image/png", "AAAA"))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_small_part_that_changes_clearly_is_seen() =>
        Assert.Single(Compare(Data("image/png", Png(100, side: 64)), Data("image/png", Png(100, side: 64, spot: 8))));

    [Fact]
    public void Pictures_inside_html_are_compared_as_pictures()
    {
        Assert.Empty(Compare(Data("text/html", Html(grey)), Data("text/html", Html(Png(101)))));
        Assert.Single(Compare(Data("text/html", Html(grey)), Data("text/html", Html(Png(200)))));

        static string Html(string picture) => $"<p>0.125</p><img src='data:image/png;base64,{picture}'>";
    }

    [Fact]
    public void Pictures_inside_a_plot_are_compared_as_pictures()
    {
        Assert.Empty(Compare(Plot(grey), Plot(Png(101))));
        Assert.Contains("a picture in", Assert.Single(Compare(Plot(grey), Plot(Png(200)))), StringComparison.Ordinal);

        static string Plot(string picture) =>
            $$$"""{"output_type": "display_data", "data": {"{{{StaticPlots.Plotly}}}": {"layout": {"images": [{"source": "data:image/png;base64,{{{picture}}}"}]}}, "image/png": "{{{grey}}}"}}""";
    }

    [Fact]
    public void A_plot_is_its_json_and_must_have_a_picture_committed()
    {
        const string plot = """{"data": [{"y": [0.25]}], "layout": {}}""";
        var given = $$$"""{"output_type": "display_data", "data": {"{{{StaticPlots.Plotly}}}": {"layout": {}, "data": [{"y": [0.25]}]}, "text/html": "<div id='2'>"}}""";
        var committed = $$$"""{"output_type": "display_data", "data": {"{{{StaticPlots.Plotly}}}": {{{plot}}}, "text/html": "<div id='1'>", "image/png": "{{{grey}}}"}}""";
        Assert.Empty(Compare(committed, given));
        Assert.Contains("static picture", Assert.Single(Compare(given, given)), StringComparison.Ordinal);
        Assert.Contains("0.35", Assert.Single(Compare(committed.Replace("0.25", "0.35", StringComparison.Ordinal), given)), StringComparison.Ordinal);
    }

    private static IReadOnlyList<string> Compare(string committed, string given) =>
        OutputComparison.Differences([Element(committed)], [NotebookOutput.Of(Element(given))]);

    private static JsonElement Element(string json) => JsonDocument.Parse(json).RootElement;

    private static string Data(string mimeType, string value) =>
        new JsonObject { ["output_type"] = "display_data", ["data"] = new JsonObject { [mimeType] = value } }.ToJsonString();

    /// <summary>A grey square with a black one in its corner.</summary>
    private static string Png(byte level, int side = 8, int spot = 0)
    {
        using var image = new Image<Rgba32>(side, side);
        for (var y = 0; y < side; y++)
        {
            for (var x = 0; x < side; x++)
            {
                var shade = x < spot && y < spot ? (byte)0 : level;
                image[x, y] = new Rgba32(shade, shade, shade, 255);
            }
        }
        using var file = new MemoryStream();
        image.SaveAsPng(file);
        return Convert.ToBase64String(file.ToArray());
    }
}
