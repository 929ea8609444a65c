using System.Text.Json.Nodes;
using MinImagen.Cli.Notebooks;
using MinImagen.Cli.Tests.Play;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;

namespace MinImagen.Cli.Tests.Notebooks;

/// <summary>Plots drawn by the browser of this machine; about ten seconds. Where there is none, nothing can be drawn: skipped.</summary>
public sealed class StaticPlotTests
{
    [BrowserFact]
    public void Each_plot_has_its_own_picture_of_its_own_size()
    {
        var outputs = new[] { Plot("#ff0000", 300, 200), Plot("#0000ff", 200, 300) };
        StaticPlots.Draw(outputs, BrowserFactAttribute.Browser, CancellationToken.None);
        Assert.Empty(StaticPlots.Lacking(outputs));
        using var red = Picture(outputs[0]);
        using var blue = Picture(outputs[1]);
        Assert.Equal((300, 200, 200, 300), (red.Width, red.Height, blue.Width, blue.Height));

        // The paper's colour fills the picture.
        Assert.Equal((new Rgba32(255, 0, 0, 255), new Rgba32(0, 0, 255, 255)), (red[2, 2], blue[2, 2]));
    }

    [Fact]
    public void A_plot_that_has_a_picture_needs_none()
    {
        var drawn = Plot("#ffffff", 100, 100);
        drawn.Data![StaticPlots.Png] = "AAAA";
        var text = new NotebookOutput(new JsonObject { ["output_type"] = "stream", ["name"] = "stdout", ["text"] = "x" });
        var plot = Plot("#ffffff", 100, 100);
        Assert.Equal([plot], StaticPlots.Lacking([drawn, text, plot]));
    }

    // What stands in a plot's texts cannot end the page's script.
    private static NotebookOutput Plot(string color, int width, int height) => new(new JsonObject
    {
        ["output_type"] = "display_data",
        ["data"] = new JsonObject
        {
            [StaticPlots.Plotly] = new JsonObject
            {
                ["data"] = new JsonArray(new JsonObject { ["type"] = "scatter", ["x"] = new JsonArray(1, 2), ["y"] = new JsonArray(1, 2), ["name"] = "</script><script>alert(1)</script>" }),
                ["layout"] = new JsonObject { ["paper_bgcolor"] = color, ["width"] = width, ["height"] = height, ["showlegend"] = true },
            },
        },
    });

    private static Image<Rgba32> Picture(NotebookOutput output) => Image.Load<Rgba32>(Convert.FromBase64String((string)output.Data![StaticPlots.Png]!));
}
