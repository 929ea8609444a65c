using System.Globalization;
using System.Xml.Linq;
using MinImagen.Cli.SamplerBench;

namespace MinImagen.Cli.Tests.SamplerBench;

public sealed class SamplerPlotTests
{
    /// <summary>Points lie where their numbers say: more steps to the right, more captions obeyed higher up.</summary>
    [Fact]
    public void PointsLieWhereTheirNumbersSay()
    {
        var svg = XDocument.Parse(SamplerPlot.Draw(
        [
            new("dpmpp", 10, 10, BenchRows.Score(50), 0.5, 0.1), new("dpmpp", 100, 100, BenchRows.Score(100), 1, 1),
            new("ddpm", null, 1000, BenchRows.Score(0), 1.5, 10), new("ddpm", 10, 10, BenchRows.Score(0), 3, 0.1),
        ]));
        XNamespace names = "http://www.w3.org/2000/svg";
        var lines = svg.Descendants(names + "polyline")
            .Select(line => line.Attribute("points")!.Value.Split(' ').Select(Point).ToArray())
            .ToArray();
        Assert.Equal(4, lines.Length);
        var (dpmpp, sharpness, ddpm) = (lines[0], lines[1], lines[2]);

        // half of the captions in the middle of the panel, all at its top, none at its bottom
        Assert.Equal((ddpm[0].Y + dpmpp[1].Y) / 2, dpmpp[0].Y, 0.11);
        Assert.True(dpmpp[1].Y < dpmpp[0].Y && dpmpp[0].Y < ddpm[0].Y);

        // 10, 100 and 1000 steps are equally far apart, and the panels do not touch
        Assert.Equal(ddpm[0].X, dpmpp[0].X);
        Assert.Equal((ddpm[0].X + ddpm[1].X) / 2, dpmpp[1].X, 0.11);
        Assert.True(sharpness[0].X > ddpm[1].X);
        Assert.Contains("dpmpp", svg.Root!.Value);
    }

    private static (double X, double Y) Point(string text)
    {
        var numbers = text.Split(',').Select(number => double.Parse(number, CultureInfo.InvariantCulture)).ToArray();
        return (numbers[0], numbers[1]);
    }
}
