using MinImagen.Lib.Diffusion;
using static TorchSharp.torch;

namespace MinImagen.Lib.Tests.Diffusion;

public sealed class RandomDrawsTests
{
    [Fact]
    public void AGeneratorOfItsOwnDrawsWhatTheSharedOneWouldAndLeavesThatAlone()
    {
        using var scope = NewDisposeScope();
        manual_seed(9);
        var shared = Draw(RandomDraws.Default);

        manual_seed(1);
        var before = randn(3);
        manual_seed(1);
        using var generator = new Generator(9);
        var own = Draw(new RandomDraws(generator));

        Assert.Equal(shared, own);
        Assert.True(before.IsExactly(randn(3)), "the shared generator was drawn from");
    }

    [Theory]
    [InlineData(0, 1, 2, 3)]
    [InlineData(3, 1, 2, 0)]
    [InlineData(0, 2, 3, 1)]
    [InlineData(1, 3, 0, 2)]
    public void NoiseLikeATensorIsRandnLike(int b, int c, int h, int w)
    {
        using var scope = NewDisposeScope();
        var x = zeros(2, 3, 4, 5).permute(b, c, h, w);
        manual_seed(6);
        var expected = randn_like(x);
        manual_seed(6);
        Assert.True(RandomDraws.Default.NormalLike(x).IsExactly(expected));
    }

    [Fact]
    public void NothingIsDrawnWhereAllOrNoCaptionsAreKept()
    {
        using var scope = NewDisposeScope();
        manual_seed(2);
        var expected = randn(3);
        manual_seed(2);
        Assert.True(RandomDraws.Default.KeepMask(4, 1).all().item<bool>());
        Assert.False(RandomDraws.Default.KeepMask(4, 0).any().item<bool>());
        Assert.True(expected.IsExactly(randn(3)));
    }

    [Fact]
    public void KeepsTheShareThatIsAskedFor()
    {
        manual_seed(4);
        using var keep = RandomDraws.Default.KeepMask(20000, 0.9);
        Assert.Equal(0.9, keep.to(float32).mean().item<float>(), 0.01);
    }

    private static List<float> Draw(RandomDraws draws) =>
    [
        .. draws.Normal([2, 3]).data<float>().ToArray(),
        .. draws.Times(100, 5).data<long>().ToArray().Select(t => (float)t),
        .. draws.KeepMask(6, 0.5).data<bool>().ToArray().Select(keep => keep ? 1f : 0f),
    ];
}
