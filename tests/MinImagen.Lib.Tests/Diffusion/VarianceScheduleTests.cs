using MinImagen.Lib.Diffusion;
using static TorchSharp.torch;

namespace MinImagen.Lib.Tests.Diffusion;

public sealed class VarianceScheduleTests
{
    /// <summary>ᾱ_t = f(t + 1) / f(0) wherever β was not clipped (steps count from 1 in the paper), here with Math.Cos.</summary>
    [Theory]
    [InlineData(50)]
    [InlineData(1000)]
    public void TheCosineScheduleFollowsItsFormula(int timesteps)
    {
        using var diffusion = new GaussianDiffusion(timesteps, VarianceSchedule.Cosine);
        double F(int t) => Math.Pow(Math.Cos(((double)t / timesteps + 0.008) / 1.008 * Math.PI / 2), 2);
        var alphaBars = diffusion.ExactAlphasCumprod;
        Assert.Equal(timesteps, alphaBars.Count);
        for (var t = 0; t < timesteps - 1; t++)
        {
            Assert.Equal(F(t + 1) / F(0), alphaBars[t], 1e-12);
        }

        // f(T) = 0: clipped, a thousandth of what was left
        Assert.Equal(0.001, alphaBars[^1] / alphaBars[^2], 1e-12);
        Assert.True(alphaBars[^1] > 0);
    }

    /// <summary>From the paper's figure 5 and section 3.2: about half is left in the middle, where the linear one has a 12th.</summary>
    [Fact]
    public void TheCosineScheduleKeepsTheImageLonger()
    {
        using var cosine = new GaussianDiffusion(1000, VarianceSchedule.Cosine);
        using var linear = new GaussianDiffusion(1000);
        Assert.Equal(0.49, cosine.ExactAlphasCumprod[499], 0.01);
        Assert.Equal(0.078, linear.ExactAlphasCumprod[499], 0.01);

        // "√ᾱ ... the first noise should be just smaller than a pixel": σ_0 = √(1 − ᾱ_0) < 1/127.5
        Assert.InRange(Math.Sqrt(1 - cosine.ExactAlphasCumprod[0]), 0.5 / 127.5, 1 / 127.5);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(20)]
    [InlineData(4000)]
    public void EveryTableOfTheCosineScheduleIsFinite(int timesteps)
    {
        using var diffusion = new GaussianDiffusion(timesteps, VarianceSchedule.Cosine);
        Assert.All(
            typeof(GaussianDiffusion).GetProperties().Select(property => property.GetValue(diffusion)).OfType<Tensor>(),
            table => Assert.True(table.isfinite().all().item<bool>()));
        Assert.Equal(Math.Min(0.999f, diffusion.Betas.max().item<float>()), diffusion.Betas.max().item<float>());
    }

    [Fact]
    public void NoStepsAreRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => VarianceSchedule.Cosine(0));
}
