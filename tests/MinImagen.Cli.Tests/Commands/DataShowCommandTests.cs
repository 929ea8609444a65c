using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;

namespace MinImagen.Cli.Tests.Commands;

public sealed class DataShowCommandTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("minimagen-test-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void It_counts_lists_and_draws()
    {
        Picture("a.png", 40, 20);
        Picture("b.png", 8, 8);
        File.WriteAllText(Path.Combine(folder, "bad.png"), "no picture");
        File.WriteAllLines(Path.Combine(folder, "captions.tsv"), ["a.png\tleft hand\ttrain", "b.png\ta blue square\tvalidation", "bad.png\tx", "gone.png\ty", "../c.png\tz"]);
        var sheet = Path.Combine(folder, "sheet.png");

        var run = CommandLine.Run("data", "show", folder, "--side", "16", "--out", sheet, "--json");

        Assert.Equal(0, run.ExitCode);
        var report = run.Json();
        Assert.Equal((1, 1, 3), (report.GetProperty("train").GetInt32(), report.GetProperty("validation").GetInt32(), report.GetProperty("skipped").GetInt32()));
        Assert.Equal(1, report.GetProperty("captions").GetProperty("may_be_mirrored").GetInt32());
        Assert.Equal([40, 20], report.GetProperty("original_sizes").GetProperty("largest").EnumerateArray().Select(side => side.GetInt32()));
        Assert.Equal(1, report.GetProperty("skipped_because").GetProperty("no such file").GetInt32());
        Assert.Contains(report.GetProperty("skipped_pictures").EnumerateArray().Select(skip => skip.GetProperty("name").GetString()), name => name == "captions.tsv, line 5");
        using var image = Image.Load<Rgb24>(sheet);
        Assert.True(image.Width > 2 * 128);
    }

    [Fact]
    public void The_same_in_words()
    {
        Picture("a.png", 40, 20);
        File.WriteAllText(Path.Combine(folder, "a.txt"), "a field\n");
        Picture("b.png", 8, 8);

        var run = CommandLine.Run("data", "show", folder, "--out", Path.Combine(folder, "sheet.png"));

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("1 skipped", run.Output);
        Assert.Contains("b.png: no caption: there is no text in b.txt", run.Output);
        Assert.Contains("40 × 20", run.Output);
    }

    [Theory]
    [InlineData("no-such-data", "Known: emoji-sample")]
    [InlineData("shapes --side 0", "--side must be")]
    [InlineData("shapes --pictures 0", "--pictures must be")]
    [InlineData("shapes --split test", "test")]
    public void Wrong_usage_is_said(string arguments, string said)
    {
        var run = CommandLine.Run(["data", "show", .. arguments.Split(' '), "--out", Path.Combine(folder, "sheet.png")]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(said, run.Error);
        Assert.False(File.Exists(Path.Combine(folder, "sheet.png")));
    }

    [Fact]
    public void The_bench_reports_every_number_of_workers()
    {
        var report = CommandLine.Run("data", "bench", "emoji-sample", "--side", "16", "--limit", "8", "--batch-size", "4", "--seconds", "0.05", "--json").Json();

        Assert.Equal(["memory", "decoded"], report.GetProperty("measured").EnumerateArray().Select(one => one.GetProperty("from").GetString()).Distinct());
        Assert.All(report.GetProperty("measured").EnumerateArray(), one => Assert.True(one.GetProperty("pictures_a_second").GetDouble() > 0));
    }

    private void Picture(string name, int width, int height)
    {
        using var image = new Image<Rgb24>(width, height, new Rgb24(40, 90, 200));
        image.SaveAsPng(Path.Combine(folder, name));
    }
}
