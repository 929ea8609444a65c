using MinImagen.Lib.Data.Shapes.Reading;

namespace MinImagen.Lib.Tests.Data.Shapes.Reading;

public sealed class ProportionTests
{
    /// <summary>Each end p₀ of Wilson's interval solves (p − p₀)² = z² p₀ (1 − p₀) / n.</summary>
    [Theory]
    [InlineData(0, 10)]
    [InlineData(10, 10)]
    [InlineData(81, 263)]
    [InlineData(495, 500)]
    public void TheEndsAreWhereTheScoreTestTurns(int hits, int trials)
    {
        var proportion = new Proportion(hits, trials);

        foreach (var end in new[] { proportion.Low, proportion.High })
        {
            Assert.Equal(Math.Pow(proportion.Share - end, 2), Math.Pow(1.959963984540054, 2) * end * (1 - end) / trials, 1e-12);
        }

        Assert.InRange(proportion.Share, proportion.Low, proportion.High);
    }

    [Fact]
    public void WithoutTrialsAnythingMayBe() => Assert.Equal((0.0, 1.0), (new Proportion(0, 0).Low, new Proportion(0, 0).High));

    [Fact]
    public void OutcomesAreCounted() => Assert.Equal(new Proportion(2, 3), Proportion.Of([true, false, true]));
}
