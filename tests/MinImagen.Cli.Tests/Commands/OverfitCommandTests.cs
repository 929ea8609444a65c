namespace MinImagen.Cli.Tests.Commands;

public sealed class OverfitCommandTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("minimagen-test-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Eight_by_eight_pixels_are_learnt_in_seconds()
    {
        var learnt = CommandLine.Run("overfit", "data/emoji-sample/images/1f43c.png", "panda", "--side", "8", "--steps", "250", "--out", In("learnt"), "--json");

        var report = learnt.Json();
        var grey = report.GetProperty("grey_psnr").GetDouble();
        Assert.True(report.GetProperty("worst_psnr").GetDouble() > grey + 6, learnt.Output);
        Assert.True(report.GetProperty("blank_psnr").GetDouble() <= grey, learnt.Output);
        Assert.Equal(4, report.GetProperty("psnr").GetArrayLength());
        Assert.True(File.Exists(In("learnt/contact_sheet.png")));
        Assert.True(File.Exists(report.GetProperty("film").GetString()));
    }

    [Fact]
    public void What_was_not_learnt_falls_short()
    {
        var hasty = CommandLine.Run("overfit", "data/emoji-sample/images/1f43c.png", "panda", "--side", "8", "--steps", "1", "--out", In("short"));

        Assert.Equal(1, hasty.ExitCode);
        Assert.Contains("25 are needed", hasty.Output);
    }

    [Fact]
    public void A_file_that_is_no_picture_is_named()
    {
        File.WriteAllText(In("notes.png"), "not a picture");

        var refused = CommandLine.Run("overfit", In("notes.png"), "notes", "--out", In("none"));

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains($"{In("notes.png")}: not a picture", refused.Error);
        Assert.False(Directory.Exists(In("none")));
    }

    [Theory]
    [InlineData("--side", "12")]
    [InlineData("--side", "256")]
    [InlineData("--steps", "0")]
    public void Sizes_that_do_not_fit_are_wrong_usage(string option, string value)
    {
        var refused = CommandLine.Run("overfit", "data/emoji-sample/images/1f43c.png", "panda", option, value);

        Assert.Equal(2, refused.ExitCode);
        Assert.Contains(option, refused.Error);
    }

    private string In(string name) => Path.Combine(folder, name);
}
