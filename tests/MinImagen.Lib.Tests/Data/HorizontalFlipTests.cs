using MinImagen.Lib.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace MinImagen.Lib.Tests.Data;

public sealed class HorizontalFlipTests
{
    [Theory]
    [InlineData("red apple")]
    [InlineData("A cat on a mat")]
    [InlineData("a dog's bone")]
    [InlineData("café au lait")]
    [InlineData("a bright light beside the door")]
    [InlineData("I see a cleft in the feast")]
    public void ACaptionThatStaysTrueInAMirror(string caption) => Assert.Equal(!caption.StartsWith("I ", StringComparison.Ordinal), HorizontalFlip.IsHarmless(caption));

    [Theory]
    [InlineData("a red circle left of a blue square")]
    [InlineData("the ball on the RIGHT")]
    [InlineData("leftwards arrow")]
    [InlineData("right-facing fist")]
    [InlineData("a left-handed guitarist")]
    [InlineData("the western wall")]
    [InlineData("clockwise vertical")]
    [InlineData("counterclockwise")]
    [InlineData("pool 8 ball")]
    [InlineData("OK button")]
    [InlineData("the letter B")]
    [InlineData("a sign that says stop")]
    [InlineData("alarm clock")]
    [InlineData("three o’clock")]
    [InlineData("open book")]
    [InlineData("crescent moon")]
    [InlineData("first quarter moon")]
    [InlineData("map of Japan")]
    [InlineData("hundred points: 100%")]
    [InlineData("яблоко")]
    [InlineData("赤い林檎")]
    public void ACaptionThatDoesNot(string caption) => Assert.False(HorizontalFlip.IsHarmless(caption));

    [Fact]
    public void AboutHalfAreMirroredAndSeedAndPositionDecideWhich()
    {
        var flip = new HorizontalFlip(3);
        bool[] first = [.. Enumerable.Range(0, 2000).Select(position => flip.Applies(position, "red apple"))];

        Assert.InRange(first.Count(applies => applies), 900, 1100);
        Assert.Equal(first, Enumerable.Range(0, 2000).Select(position => new HorizontalFlip(3).Applies(position, "green pear")));
        Assert.NotEqual(first, Enumerable.Range(0, 2000).Select(position => new HorizontalFlip(4).Applies(position, "red apple")));
        Assert.DoesNotContain(Enumerable.Range(0, 2000), position => flip.Applies(position, "left"));
    }

    [Fact]
    public void RowsAreReversedAndColumnsStay()
    {
        using var scope = torch.NewDisposeScope();
        var image = torch.arange(12, dtype: ScalarType.Float32).view(3, 2, 2);

        Assert.Equal([1f, 0, 3, 2, 5, 4, 7, 6, 9, 8, 11, 10], HorizontalFlip.Mirror(image).contiguous().data<float>().ToArray());
    }
}
