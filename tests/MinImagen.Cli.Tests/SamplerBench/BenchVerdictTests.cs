using MinImagen.Cli.SamplerBench;

namespace MinImagen.Cli.Tests.SamplerBench;

public sealed class BenchVerdictTests
{
    private static readonly BenchRow Original = BenchRows.Row("ddpm", null, 90, 20);

    /// <summary>The Wilson interval of 90 of 100 is 82.6 % to 94.5 %.</summary>
    [Fact]
    public void TheFastestIsTakenOfThoseThatAreNotBelowTheOriginalsInterval()
    {
        BenchRow[] rows = [BenchRows.Row("dpmpp", 2, 82, 0.05), BenchRows.Row("dpmpp", 5, 83, 0.1), BenchRows.Row("ddim", 10, 95, 0.2), Original];
        var verdict = BenchVerdict.Of(rows)!;
        Assert.Equal((Original, rows[1]), (verdict.Original, verdict.Fastest));
        Assert.Equal(200, verdict.TimesAsFast, 1e-9);
        Assert.Contains("by dpmpp in 5 steps: 200.0 times as fast", SamplerTable.Verdict(verdict));
    }

    /// <summary>To draw better than the original is no fault.</summary>
    [Fact]
    public void MoreCaptionsThanTheIntervalHoldsAreEnough()
    {
        var better = BenchRows.Row("dpmpp", 10, 100, 0.2);
        Assert.Equal(better, BenchVerdict.Of([better, Original])!.Fastest);
    }

    [Fact]
    public void WhereNoOtherIsAsGoodTheOriginalIsTheFastest()
    {
        Assert.Equal(new BenchVerdict(Original, Original), BenchVerdict.Of([Original, BenchRows.Row("ddim", 2, 3, 0.04)]));
    }

    /// <summary>DDPM in fewer steps is not the original, and neither is DDIM in all.</summary>
    [Fact]
    public void WithoutTheOriginalThereIsNoVerdict()
    {
        BenchRow[] rows = [BenchRows.Row("ddpm", 250, 90, 5), BenchRows.Row("ddim", null, 90, 20)];
        Assert.Null(BenchVerdict.Of(rows));
        Assert.Contains("--samplers ddpm --steps all", SamplerTable.Verdict(null));
        Assert.All(SamplerTable.Cells(rows), cells => Assert.Equal("", cells[^1]));
    }

    [Fact]
    public void ARowSaysEachShareItsTimeAndHowManyTimesAsFastItIs()
    {
        var cells = SamplerTable.Cells([Original, BenchRows.Row("dpmpp", 10, 87, 0.25)]).ToArray();
        Assert.Equal(["ddpm", "1000", "90.0 % (82.6–94.5)", "90.0 %", "100.0 %", "100.0 %", "", "0.0 %", "1.00", "20.000", "1.0"], cells[0]);
        Assert.Equal(["dpmpp", "10", "87.0 % (79.0–92.2)", "87.0 %", "100.0 %", "100.0 %", "", "0.0 %", "1.00", "0.250", "80.0"], cells[1]);
    }
}
