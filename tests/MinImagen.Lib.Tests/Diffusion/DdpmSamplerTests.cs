using MinImagen.Lib.Diffusion;
using static TorchSharp.torch;

namespace MinImagen.Lib.Tests.Diffusion;

public sealed class DdpmSamplerTests
{
    /// <summary>A model that knows the picture tells all the noise, and sampling must then end at that picture.</summary>
    [Fact]
    public void FindsThePictureThatAPerfectModelKnows()
    {
        using var scope = NewDisposeScope();
        using var diffusion = new GaussianDiffusion(50);
        manual_seed(0);
        var picture = rand(2, 3, 4, 4) * 2 - 1;

        // ε = (x_t − √ᾱ_t · x_0) / √(1 − ᾱ_t)
        Tensor PredictNoise(Tensor x, Tensor t)
        {
            var (signal, noise) = (diffusion.SqrtAlphasCumprod[t], diffusion.SqrtOneMinusAlphasCumprod[t]);
            return (x - signal.view(-1, 1, 1, 1) * picture) / noise.view(-1, 1, 1, 1);
        }

        var last = Steps(diffusion, PredictNoise, randn(2, 3, 4, 4)).Last();
        Assert.True(last.X.allclose(picture, atol: 1e-3));
        Assert.Equal((49, 0), (last.Index, last.Timestep));
    }

    [Fact]
    public void ComputesAStepOnlyWhenItIsAskedFor()
    {
        using var scope = NewDisposeScope();
        using var diffusion = new GaussianDiffusion(50);
        var asked = new List<long>();

        Tensor PredictNoise(Tensor x, Tensor t)
        {
            asked.Add(t[0].item<long>());
            return x.clone();
        }

        Assert.Equal([0, 1, 2], Steps(diffusion, PredictNoise, randn(1, 1, 2, 2)).Take(3).Select(step => step.Index));
        Assert.Equal([49, 48, 47], asked);
    }

    [Fact]
    public void KeepsTheTensorsOfOneStepOnly()
    {
        using var diffusion = new GaussianDiffusion(40);
        using var start = randn(1, 1, 2, 2);
        Assert.Equal(0, LiveTensors.LeftBy(() =>
        {
            var alive = new List<long>();
            SamplerStep? last = null;
            foreach (var step in Steps(diffusion, (x, _) => x.clone(), start))
            {
                alive.Add(Tensor.TotalCount);
                last = step;
            }

            Assert.Single(alive.Distinct());
            last!.Dispose();
        }));
    }

    /// <summary>Noise is drawn at every step, also at the last where it does not count: it is part of what a seed promises.</summary>
    [Fact]
    public void DrawsOncePerStep()
    {
        using var scope = NewDisposeScope();
        using var diffusion = new GaussianDiffusion(30);
        var start = randn(2, 1, 3, 3);
        manual_seed(5);
        _ = Steps(diffusion, (x, _) => x * 0.1, start).Last();
        var next = randn(4);

        manual_seed(5);
        for (var step = 0; step < 30; step++)
        {
            _ = randn_like(start);
        }

        Assert.True(next.IsExactly(randn(4)));
    }

    [Fact]
    public void TheLastStepAddsNoNoise()
    {
        using var scope = NewDisposeScope();
        var mean = randn(2, 1, 2, 2);
        var logVariance = zeros(2, 1, 1, 1);
        var x = DdpmSampler.PSample(mean, logVariance, tensor(new long[] { 0, 1 }), ones_like(mean));
        Assert.True(x[0].IsExactly(mean[0]));
        Assert.True(x[1].allclose(mean[1] + 1));
    }

    private static IEnumerable<SamplerStep> Steps(GaussianDiffusion diffusion, NoisePredictor predictNoise, Tensor start) =>
        new DdpmSampler().Run(diffusion, predictNoise, start, Thresholding.Static, RandomDraws.Default);
}
