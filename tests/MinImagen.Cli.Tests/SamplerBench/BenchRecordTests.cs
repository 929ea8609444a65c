using MinImagen.Cli.SamplerBench;

namespace MinImagen.Cli.Tests.SamplerBench;

public sealed class BenchRecordTests : IDisposable
{
    private static readonly BenchSetup Setup = new("abc", 100, 1, false, "[3, 1.5]", "Static", 25);
    private static readonly BenchRow Row = new("ddim:0.5", null, 250, BenchRows.Score(87), 0.93, 0.41);

    private readonly string folder = Directory.CreateTempSubdirectory("minimagen-test-").FullName;

    private string Path => System.IO.Path.Combine(folder, "rows.json");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void RowsAreThereWhenItIsOpenedAgain()
    {
        var record = BenchRecord.Open(Path, Setup);
        Assert.Empty(record.Rows);
        record.Add(Row);
        record.Add(Row with { Steps = 20, StepsTaken = 20 });
        Assert.Equal(record.Rows, BenchRecord.Open(Path, Setup).Rows);
        Assert.Equal(new BenchPoint("ddim:0.5", null), BenchRecord.Open(Path, Setup).Rows[0].Point);
    }

    [Fact]
    public void RowsOfAnotherModelOrSettingAreNotMixedIn()
    {
        BenchRecord.Open(Path, Setup).Add(Row);
        foreach (var other in new[] { Setup with { Weights = "def" }, Setup with { Guidance = "1" }, Setup with { Thresholding = "Dynamic 0.9" }, Setup with { Seed = 2 }, Setup with { HeldOut = true } })
        {
            var error = Assert.Throws<InvalidDataException>(() => BenchRecord.Open(Path, other));
            Assert.StartsWith($"{Path}: rows of another bench", error.Message);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"setup": null, "rows": []}""")]
    [InlineData("""{"setup": {"weights": "abc"}, "rows": []}""")]
    public void AFileThatIsNoRecordIsRefused(string contents)
    {
        File.WriteAllText(Path, contents);
        Assert.StartsWith($"{Path}: no rows", Assert.Throws<InvalidDataException>(() => BenchRecord.Open(Path, Setup)).Message);
    }
}
