using MinImagen.Lib.Text.Pretraining;

namespace MinImagen.Lib.Tests.Text.Pretraining;

public class SpanMaskingTests
{
    private const int Sentinel = 999;
    private const int End = 1;

    [Theory]
    [InlineData(1, 0.2)]
    [InlineData(2, 0.5)]
    [InlineData(7, 0.2)]
    [InlineData(63, 0.2)]
    [InlineData(63, 0.5)]
    public void TokensAreHiddenWhereTheyStood(int words, double share)
    {
        var masking = new SpanMasking(Sentinel, new MaskingRule(share, 3, Kept: 0.3));
        int[] ids = [.. Enumerable.Range(100, words), End];
        for (var stream = 0; stream < 200; stream++)
        {
            var masked = masking.Apply(ids, SpanMasking.Draws(1, stream));

            // The length stays, the end sign stays, and what is asked for is what stood there.
            Assert.Equal(ids.Length, masked.Input.Count);
            Assert.Equal(End, masked.Input[^1]);
            Assert.Equal(masked.Positions.Order().Distinct(), masked.Positions);
            Assert.All(masked.Positions, position => Assert.InRange(position, 0, words - 1));
            Assert.Equal(masked.Positions.Select(position => ids[position]), masked.Targets);
            Assert.InRange(masked.Positions.Count, Math.Max(1, Math.Floor(share * words)), Math.Max(1, Math.Ceiling(share * words)));
            for (var i = 0; i < ids.Length; i++)
                Assert.True(masked.Input[i] == ids[i] || (masked.Input[i] == Sentinel && masked.Positions.Contains(i)));
        }
    }

    [Fact]
    public void SharesAreThoseOfTheRule()
    {
        var masking = new SpanMasking(Sentinel, MaskingRule.Learning);
        int[] ids = [.. Enumerable.Range(100, 23), End];
        var all = Enumerable.Range(0, 4000).Select(stream => masking.Apply(ids, SpanMasking.Draws(7, stream))).ToList();
        var chosen = all.Sum(text => text.Positions.Count);
        var hidden = all.Sum(text => text.Input.Count(id => id == Sentinel));

        // 4000 texts of 23 words: standard errors of about 0.0003 and 0.003.
        Assert.InRange(chosen / (23.0 * all.Count), 0.2 - 0.002, 0.2 + 0.002);
        Assert.InRange((double)hidden / chosen, 0.85 - 0.012, 0.85 + 0.012);

        // Every place is as likely as another, but for the edges: a span may begin anywhere.
        var places = all.SelectMany(text => text.Positions).CountBy(place => place).ToDictionary();
        Assert.All(Enumerable.Range(0, 23), place => Assert.InRange(places[place] / (double)all.Count, 0.08, 0.26));
    }

    [Fact]
    public void SpansAreAsLongAsTheRuleSays()
    {
        // With one token a span of neighbours is chance, with three it is the rule.
        int[] ids = [.. Enumerable.Range(100, 60), End];
        double Neighbours(int longest) => Enumerable.Range(0, 500)
            .Select(stream => new SpanMasking(Sentinel, new MaskingRule(0.1, longest, 0)).Apply(ids, SpanMasking.Draws(3, stream)).Positions)
            .Average(positions => positions.Zip(positions.Skip(1)).Count(pair => pair.Second == pair.First + 1));
        Assert.InRange(Neighbours(1), 0.3, 0.7);
        Assert.InRange(Neighbours(3), 2.2, 3.2);
    }

    [Fact]
    public void ASeedAndAStepDecideEverything()
    {
        var masking = new SpanMasking(Sentinel, MaskingRule.Learning);
        int[] ids = [.. Enumerable.Range(100, 40), End];
        string Draw(long seed, long stream) => string.Join(',', masking.Apply(ids, SpanMasking.Draws(seed, stream)).Positions);
        Assert.Equal(Draw(5, 6), Draw(5, 6));
        Assert.Equal(400, Enumerable.Range(0, 20).SelectMany(seed => Enumerable.Range(0, 20).Select(stream => Draw(seed, stream))).Distinct().Count());
    }
}
