using System.Text;
using MinImagen.Lib.Data;

namespace MinImagen.Lib.Tests.Data;

public sealed class CaptionsFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ReadsRowsWithAndWithoutASplit()
    {
        (IReadOnlyList<CaptionedFile> rows, List<SkippedImage> skipped) = Read("\uFEFFa.png\ta red apple\r\n\nb/c.png\ttwo  pears\tvalidation\nd.png\tx\ttrain");

        Assert.Empty(skipped);
        Assert.Equal(
            [new("a.png", "a red apple"), new("b/c.png", "two  pears", DataSplit.Validation), new("d.png", "x", DataSplit.Train)],
            rows);
    }

    [Theory]
    [InlineData("a.png", "fields")]
    [InlineData("a.png\tb\ttrain\tmore", "fields")]
    [InlineData("a.png\t  ", "no caption")]
    [InlineData("\tcaption", "file name")]
    [InlineData("../a.png\tcaption", "leads out")]
    [InlineData("x/../../a.png\tcaption", "leads out")]
    [InlineData("x\\..\\..\\a.png\tcaption", "leads out")]
    [InlineData("/etc/passwd\tcaption", "leads out")]
    [InlineData("C:\\a.png\tcaption", "leads out")]
    [InlineData("a\0.png\tcaption", "leads out")]
    [InlineData("a.png\tcap\u0007tion", "control character")]
    [InlineData("a.png\tcaption\ttest", "neither train nor validation")]
    public void SkipsARowThatCannotBeUsedAndSaysWhy(string line, string reason)
    {
        (IReadOnlyList<CaptionedFile> rows, List<SkippedImage> skipped) = Read($"good.png\tgood\n{line}\nalso.png\tgood");

        Assert.Equal(["good.png", "also.png"], rows.Select(row => row.File));
        Assert.Equal("captions.tsv, line 2", Assert.Single(skipped).Name);
        Assert.Contains(reason, skipped[0].Reason);
    }

    [Fact]
    public void SkipsACaptionOfAbsurdLength()
    {
        (IReadOnlyList<CaptionedFile> rows, List<SkippedImage> skipped) = Read($"a.png\t{new string('x', 5000)}");

        Assert.Empty(rows);
        Assert.Contains("5000 characters", Assert.Single(skipped).Reason);
    }

    [Fact]
    public void SurvivesBytesThatAreNoText()
    {
        byte[] noise = new byte[100_000];
        new Random(1).NextBytes(noise);
        File.WriteAllBytes(_folder[CaptionsFile.Name], noise);

        List<SkippedImage> skipped = [];
        CaptionsFile.Read(_folder[CaptionsFile.Name], skipped);

        Assert.NotEmpty(skipped);
    }

    [Fact]
    public void AMissingFileIsNamedWithTheFormat()
    {
        FileNotFoundException missing = Assert.Throws<FileNotFoundException>(() => CaptionsFile.Read(_folder["captions.tsv"], []));

        Assert.Contains("file TAB caption", missing.Message);
    }

    [Fact]
    public void WhatIsWrittenIsReadBack()
    {
        CaptionedFile[] rows = [new("a.png", "naïve – “quoted” 🍎"), new("b.png", "b", DataSplit.Train), new("c.png", "c", DataSplit.Validation)];
        using (FileStream file = File.Create(_folder[CaptionsFile.Name]))
            CaptionsFile.Write(file, rows);

        Assert.Equal(rows, CaptionsFile.Read(_folder[CaptionsFile.Name], []));
    }

    private (IReadOnlyList<CaptionedFile> Rows, List<SkippedImage> Skipped) Read(string content)
    {
        File.WriteAllText(_folder[CaptionsFile.Name], content, new UTF8Encoding(false));
        List<SkippedImage> skipped = [];
        return (CaptionsFile.Read(_folder[CaptionsFile.Name], skipped), skipped);
    }
}
