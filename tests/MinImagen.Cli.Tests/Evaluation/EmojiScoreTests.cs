using MinImagen.Cli.Evaluation;
using MinImagen.Lib.Data.Shapes.Reading;
using MinImagen.Lib.Generation;

namespace MinImagen.Cli.Tests.Evaluation;

public sealed class EmojiScoreTests
{
    [Fact]
    public void NearDuplicatesAreCountedApart()
    {
        EmojiDrawing[] drawings =
        [
            new("frog", 1, "frog", [], 0.01, 0.01),
            new("frog", 6, "toad", [], 0.1, 0.05),
            new("one o'clock", 2, "two o'clock", ["two o'clock"], 0.02, 0.01),
            new("one o'clock", 5, "frog", ["two o'clock"], 0.2, 0.1),
        ];
        var result = new EmojiResult(new SamplingSettings(), drawings, 1);

        Assert.Equal(new EmojiScore(2, new Proportion(1, 4), new Proportion(3, 4), new Proportion(2, 4)), result.All);
        Assert.Equal(new EmojiScore(1, new Proportion(1, 2), new Proportion(1, 2), new Proportion(1, 2)), result.Distinct);
        Assert.Equal(new EmojiScore(1, new Proportion(0, 2), new Proportion(2, 2), new Proportion(1, 2)), result.NearDuplicates);
    }
}
