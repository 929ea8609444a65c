using MinImagen.Lib.Diffusion;
using static TorchSharp.torch;

namespace MinImagen.Lib.Tests.Diffusion;

public sealed class RespacedSamplerTests
{
    [Theory]
    [InlineData("ddpm")]
    [InlineData("ddim")]
    [InlineData("ddim:0.7")]
    [InlineData("dpmpp")]
    public void AllStepsAreThePlainSampler(string name)
    {
        using var scope = NewDisposeScope();
        using var diffusion = new GaussianDiffusion(60);
        var plain = Steps(name, null, diffusion);
        var respaced = Steps(name, 60, diffusion);
        Assert.Equal(plain.Select(step => (step.Index, step.Timestep)), respaced.Select(step => (step.Index, step.Timestep)));
        Assert.All(plain.Zip(respaced), pair => Assert.True(pair.First.X.allclose(pair.Second.X, 1e-4, 1e-5), $"t = {pair.First.Timestep}"));
    }

    /// <summary>DDIM with η = 1 has the variance of q(x_{t−1} | x_t, x_0): with the same draws, the same pictures.</summary>
    [Theory]
    [InlineData(null)]
    [InlineData(15)]
    public void DdimWithTheWholeNoiseIsAncestralSampling(int? steps)
    {
        using var scope = NewDisposeScope();
        using var diffusion = new GaussianDiffusion(60);
        var (ddpm, ddim) = (Steps("ddpm", steps, diffusion), Steps("ddim:1", steps, diffusion));
        Assert.All(ddpm.Zip(ddim), pair => Assert.True(pair.First.X.allclose(pair.Second.X, 1e-4, 1e-5), $"t = {pair.First.Timestep}"));
    }

    /// <summary>Taken as one step, many steps must have the noise of all of them: ᾱ at the steps kept does not change.</summary>
    [Fact]
    public void AShorterChainIsTheSameProcess()
    {
        using var scope = NewDisposeScope();
        using var diffusion = new GaussianDiffusion(100);
        using var shorter = diffusion.Respaced([0, 3, 40, 99]);
        Assert.Equal(4, shorter.Timesteps);
        Assert.True(shorter.AlphasCumprod.allclose(diffusion.AlphasCumprod.index_select(0, tensor(new long[] { 0, 3, 40, 99 })), 1e-6));

        // β' = 1 − ∏(1 − β)
        var product = (1 - diffusion.Betas.narrow(0, 4, 37).to(float64)).prod().item<double>();
        Assert.Equal(1 - product, shorter.Betas[2].item<float>(), 1e-6);
    }

    [Theory]
    [InlineData(StepSpacing.Time)]
    [InlineData(StepSpacing.LogSnr)]
    public void BeginsWithTheNoisiestAndEndsAtThePicture(StepSpacing spacing)
    {
        using var diffusion = new GaussianDiffusion(100);
        for (var count = 2; count <= 100; count++)
        {
            var times = new RespacedSampler(new DdimSampler(), count, spacing).TimestepsOf(diffusion);
            Assert.Equal((count, 99, 0), (times.Count, times[0], times[^1]));
            Assert.Equal(times.Distinct().OrderDescending(), times);
        }

        Assert.Equal([99], new RespacedSampler(new DdimSampler(), 1, spacing).TimestepsOf(diffusion));
    }

    [Fact]
    public void SpacingIsEvenInTimeOrInTheLogarithmOfTheSignalToNoiseRatio()
    {
        using var diffusion = new GaussianDiffusion(1000);
        Assert.Equal([999, 749, 500, 250, 0], new RespacedSampler(new DdimSampler(), 5).TimestepsOf(diffusion));

        double Lambda(int t) => 0.5 * Math.Log(diffusion.ExactAlphasCumprod[t] / (1 - diffusion.ExactAlphasCumprod[t]));
        var even = new RespacedSampler(new DdimSampler(), 9, StepSpacing.LogSnr).TimestepsOf(diffusion);
        var step = (Lambda(0) - Lambda(999)) / 8;

        // Off by less than half the way to a neighbouring timestep, which at low noise is far (0.4 from t = 1 to t = 0).
        Assert.All(even.Index(), time => Assert.Equal(Lambda(999) + time.Index * step, Lambda(time.Item), 0.1));
    }

    [Fact]
    public void TheModelIsToldTheTimestepsThatTheStepsStandFor()
    {
        using var scope = NewDisposeScope();
        using var diffusion = new GaussianDiffusion(100);
        var told = new List<long>();
        Tensor PredictNoise(Tensor x, Tensor t)
        {
            told.AddRange(t.data<long>().ToArray());
            return x.clone();
        }

        var sampler = new RespacedSampler(new DpmSolverSampler(), 4);
        var steps = sampler.Run(diffusion, PredictNoise, randn(2, 1, 2, 2), Thresholding.Static, RandomDraws.Default).ToArray();
        Assert.Equal([99, 99, 66, 66, 33, 33, 0, 0], told);
        Assert.Equal([99, 66, 33, 0], steps.Select(step => step.Timestep));
        Assert.Equal(4, sampler.StepCount(diffusion));
    }

    /// <summary>
    /// The last step leads to where there is no noise: to x_0 as predicted, and thresholded, whichever sampler takes it.
    /// </summary>
    [Theory]
    [InlineData("ddpm", 1)]
    [InlineData("ddim", 7)]
    [InlineData("ddim:1", 7)]
    [InlineData("dpmpp", 1)]
    [InlineData("dpmpp", 7)]
    public void EndsAtThePredictedPicture(string name, int steps)
    {
        using var scope = NewDisposeScope();
        using var diffusion = new GaussianDiffusion(50);
        SamplerStep? last = null;
        foreach (var step in Samplers.Parse(name, steps)[0].Run(
            diffusion, (x, _) => x * 0.1 - 2, randn(2, 1, 3, 3), Thresholding.Static, RandomDraws.Default))
        {
            last = step;
        }

        Assert.True(last!.X.allclose(last.XStart, atol: 1e-6));
        Assert.Equal(1, last.X.abs().max().item<float>(), 1e-6);
    }

    [Fact]
    public void MoreStepsThanThereAreAndNoneAreRefused()
    {
        using var diffusion = new GaussianDiffusion(30);
        var error = Assert.Throws<ArgumentException>(() => new RespacedSampler(new DdpmSampler(), 31).TimestepsOf(diffusion));
        Assert.Contains("31 sampling steps were asked for, and the model was trained on a chain of 30", error.Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new RespacedSampler(new DdpmSampler(), 0));
    }

    [Theory]
    [InlineData("ddpm", 10)]
    [InlineData("ddim", 10)]
    [InlineData("ddim:0.5", null)]
    [InlineData("dpmpp", 10)]
    [InlineData("dpmpp", null)]
    public void KeepsTheTensorsOfOneStepOnly(string name, int? steps)
    {
        using var diffusion = new GaussianDiffusion(30);
        using var start = randn(1, 1, 2, 2);
        Assert.Equal(0, LiveTensors.LeftBy(() =>
        {
            var alive = new List<long>();
            SamplerStep? last = null;
            foreach (var step in Samplers.Parse(name, steps)[0].Run(
                diffusion, (x, _) => x.clone(), start, Thresholding.Dynamic(0.9), RandomDraws.Default))
            {
                alive.Add(Tensor.TotalCount);
                last = step;
            }

            Assert.Single(alive.Distinct());
            last!.Dispose();
        }));
    }

    private static List<SamplerStep> Steps(string name, int? steps, GaussianDiffusion diffusion)
    {
        manual_seed(2);
        var kept = new List<SamplerStep>();
        foreach (var step in Samplers.Parse(name, steps)[0].Run(
            diffusion, (x, t) => x.sin() + t.view(-1, 1, 1, 1) * 0.01, randn(2, 2, 3, 3), Thresholding.Dynamic(0.9), RandomDraws.Default))
        {
            kept.Add(step with { X = step.X.clone(), XStart = step.XStart.clone() });
        }

        return kept;
    }
}
