using System.Text.RegularExpressions;
using System.Xml.Linq;
using MinImagen.Lib.Cascade;
using MinImagen.Lib.Tests.Data;
using MinImagen.Lib.Training;
using SixLabors.ImageSharp;

namespace MinImagen.Lib.Tests.Training;

public sealed class TrainingReportTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void ATrainingLeavesItsFilmAndAPageThatNeedsNothingElse()
    {
        using var imagen = Toys.Cascade(Toys.TwoUnets);
        var directory = TrainingDirectory.Create(folder["training"]);
        directory.SaveParameters(imagen, []);
        string[] captions = ["colour 1", "<b>colour & 3</b>"];
        using (var trainer = new Trainer(
            imagen,
            new ColourPictures(4),
            new WordEncoder(),
            new TrainingOptions { Steps = 4, CheckpointEvery = 2, Samples = new TrainingSamples(2, captions, new SampleOptions()) },
            new ColourPictures(2),
            directory))
        {
            trainer.Run();
        }

        // 8 × 8 pictures enlarged sixteen times, with a gap between them
        foreach (var step in new[] { 0, 2, 4 })
        {
            var size = Image.Identify(Path.Combine(directory.Path, "samples", $"step_{step:D6}.png"));
            Assert.Equal(((2 * 128) + 8, 128), (size.Width, size.Height));
        }
        Assert.True(File.Exists(Path.Combine(directory.Path, "film.png")));

        var page = File.ReadAllText(Path.Combine(directory.Path, "report.html"));
        Assert.Equal(3, Regex.Count(page, "src=\"data:image/png;base64,"));
        Assert.Contains("&lt;b&gt;colour &amp; 3&lt;/b&gt;", page);
        Assert.DoesNotContain("<b>colour", page);
        Assert.DoesNotMatch("(src|href)=\"(?!data:)", page);
        foreach (Match svg in Regex.Matches(page, "<svg.*?</svg>"))
        {
            XDocument.Parse(svg.Value);
        }
        Assert.Contains("Loss of U-Net 2", page);
    }

    [Fact]
    public void ACurveStandsWhereItsNumbersAre()
    {
        var svg = XDocument.Parse(new LineChart("y = 2x", [("y", "smooth", [(0, 0), (50, 100), (100, 200)])]).ToSvg());

        var points = svg.Descendants("polyline").Single().Attribute("points")!.Value.Split(' ')
            .Select(point => point.Split(',').Select(double.Parse).ToArray()).ToArray();
        Assert.Equal(3, points.Length);
        Assert.Equal(points[1][0] - points[0][0], points[2][0] - points[1][0], 0.2);
        Assert.Equal(points[0][1] - points[1][1], points[1][1] - points[2][1], 0.2);
        Assert.True(points[0][1] > points[2][1]);

        // a label stands beside its line
        var hundred = svg.Descendants("text").First(text => text.Value == "100" && text.Attribute("text-anchor")!.Value == "end");
        Assert.Equal(points[1][1], double.Parse(hundred.Attribute("y")!.Value) - 4, 0.2);
    }

    [Fact]
    public void AStraightLineAndOneStepCanBeDrawn()
    {
        XDocument.Parse(new LineChart("flat", [("y", "smooth", [(1, 3), (2, 3)])]).ToSvg());
        XDocument.Parse(new LineChart("nothing", [("y", "smooth", [(1, 0)])]).ToSvg());
        XDocument.Parse(new LineChart("empty", [("y", "smooth", [])]).ToSvg());
    }

    [Fact]
    public void ThinningKeepsTheMeanAndTheEnd()
    {
        var points = Enumerable.Range(1, 1000).Select(i => ((double)i, (double)(i % 10))).ToArray();

        var thin = LineChart.Thin(points, 100);

        Assert.Equal(100, thin.Count);
        Assert.Equal(1000, thin[^1].X);
        Assert.All(thin, point => Assert.Equal(4.5, point.Y, 12));
    }
}
