using MinImagen.Lib.Cascade;
using MinImagen.Lib.Diffusion;
using static TorchSharp.torch;

namespace MinImagen.Lib.Tests.Cascade;

public sealed class NumericsTests
{
    /// <summary>The low-resolution picture must be as noisy in sampling as it was in training: σ = √(1 − ᾱ_t).</summary>
    [Fact]
    public void SamplingNoisesTheLowResolutionPictureAsTrainingDoesAndTheOriginalTwiceAsMuch()
    {
        using var scope = NewDisposeScope();
        using var diffusion = new GaussianDiffusion(100);
        manual_seed(0);
        var grey = full([4, 3, 32, 32], 0.5);
        var times = diffusion.GetTimes(4, 0.2);
        var sigma = diffusion.SqrtOneMinusAlphasCumprod[20].item<float>();
        double Noise(Numerics numerics) =>
            numerics.LowresCondition(grey, 64, PixelRange.ZeroToOne, x => diffusion.QSample(x, times)).std().item<float>();

        Assert.Equal(sigma, Noise(Numerics.Mended), 0.02 * sigma);
        Assert.Equal(2 * sigma, Noise(Numerics.Original), 0.04 * sigma);
    }

    [Fact]
    public void TrainingPicturesStayInRangeAndInTheOriginalDoNot()
    {
        using var scope = NewDisposeScope();
        var edges = (arange(32).view(1, 1, 1, 32).expand(1, 1, 32, 32) % 16).lt(8).to(float32);
        var mended = Numerics.Mended.TrainingImages(edges, 64, PixelRange.ZeroToOne);
        var original = Numerics.Original.TrainingImages(edges, 64, PixelRange.ZeroToOne);
        Assert.Equal((0f, 1f), (mended.min().item<float>(), mended.max().item<float>()));
        Assert.True(original.min().item<float>() < -0.01 && original.max().item<float>() > 1.01);
        Assert.True(original.clamp(0, 1).IsExactly(mended));
    }

    [Fact]
    public void PicturesAreNormalizedAndBack()
    {
        using var scope = NewDisposeScope();
        var picture = tensor(new[] { 0f, 0.25f, 1f });
        var x = PixelRange.ZeroToOne.Normalize(picture);
        Assert.Equal([-1f, -0.5f, 1f], x.data<float>().ToArray());
        Assert.True(PixelRange.ZeroToOne.Unnormalize(x).IsExactly(picture));
        Assert.True(PixelRange.MinusOneToOne.Normalize(x).IsExactly(x));
    }
}
