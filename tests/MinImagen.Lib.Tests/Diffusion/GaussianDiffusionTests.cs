using MinImagen.Lib.Diffusion;
using static TorchSharp.torch;

namespace MinImagen.Lib.Tests.Diffusion;

public sealed class GaussianDiffusionTests
{
    [Theory]
    [InlineData("diffusion.T100")]
    [InlineData("diffusion.T1000")]
    public void GivesWhatTheOriginalGives(string id)
    {
        using var scope = NewDisposeScope();
        var golden = Golden.Case(id);
        using var diffusion = new GaussianDiffusion(golden.Args.GetProperty("timesteps").GetInt32());
        Assert.All(golden.Keys("buffer/"), key => golden.AssertEqual(key, Table(diffusion, key["buffer/".Length..])));

        var t = golden["in/t"];
        golden.AssertEqual("out/q_sample", diffusion.QSample(golden["in/x_start"], t, golden["in/noise"]));
        golden.AssertEqual("out/predict_start", diffusion.PredictStartFromNoise(golden["in/x_t"], t, golden["in/noise"]));
        var (mean, variance, logVariance) = diffusion.QPosterior(golden["in/x_start"], golden["in/x_t"], t);
        golden.AssertEqual("out/posterior_mean", mean);
        golden.AssertEqual("out/posterior_variance", variance);
        golden.AssertEqual("out/posterior_log_variance_clipped", logVariance);
        golden.AssertEqual("out/sampling_timesteps", cat([.. diffusion.SamplingTimesteps(1)]));
    }

    [Theory]
    [InlineData(20)]
    [InlineData(1)]
    [InlineData(0)]
    public void RefusesAChainThatEndsInNothing(int timesteps)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => new GaussianDiffusion(timesteps));
        Assert.Contains("β_T", error.Message);
        Assert.Contains("21", error.Message);
    }

    [Fact]
    public void TheShortestChainIsFiniteEverywhere()
    {
        using var diffusion = new GaussianDiffusion(VarianceSchedule.FewestTimesteps);
        Assert.All(
            typeof(GaussianDiffusion).GetProperties().Select(property => property.GetValue(diffusion)).OfType<Tensor>(),
            table => Assert.True(table.isfinite().all().item<bool>()));
    }

    /// <summary>About the same noise is added in all, however many steps there are.</summary>
    [Theory]
    [InlineData(100)]
    [InlineData(400)]
    [InlineData(2000)]
    public void TheChainEndsInNoise(int timesteps)
    {
        using var diffusion = new GaussianDiffusion(timesteps);
        var alphasCumprod = diffusion.AlphasCumprod.data<float>().ToArray();
        Assert.True(alphasCumprod.SequenceEqual(alphasCumprod.OrderDescending()));
        Assert.InRange(alphasCumprod[^1], 0, 1e-4);
    }

    [Fact]
    public void PredictStartFromNoiseUndoesQSample()
    {
        using var scope = NewDisposeScope();
        using var diffusion = new GaussianDiffusion(100);
        manual_seed(1);
        var (xStart, noise) = (randn(4, 3, 5, 5), randn(4, 3, 5, 5));
        var t = tensor(new long[] { 0, 10, 30, 50 });
        var back = diffusion.PredictStartFromNoise(diffusion.QSample(xStart, t, noise), t, noise);
        Assert.True(back.allclose(xStart, atol: 1e-4), "x_0 did not come back");
    }

    /// <summary>
    /// Bayes: q(x_{t−1} | x_t, x_0) ∝ q(x_t | x_{t−1}) · q(x_{t−1} | x_0), both Gaussian, so precisions and precision-weighted
    /// means add up.
    /// </summary>
    [Fact]
    public void ThePosteriorIsBayesRule()
    {
        using var scope = NewDisposeScope();
        using var diffusion = new GaussianDiffusion(60);
        const int step = 17;
        double At(Tensor table) => table[step].item<float>();

        var (beta, previous) = (At(diffusion.Betas), At(diffusion.AlphasCumprodPrev));
        const double xStart = 0.7, xT = -0.4;
        var precision = ((1 - beta) / beta) + (1 / (1 - previous));
        var mean = ((Math.Sqrt(1 - beta) / beta * xT) + (Math.Sqrt(previous) / (1 - previous) * xStart)) / precision;

        var posterior = diffusion.QPosterior(
            full([1, 1, 1, 1], xStart), full([1, 1, 1, 1], xT), tensor(new long[] { step }));
        Assert.Equal(1 / precision, posterior.Variance.item<float>(), 1e-5);
        Assert.Equal(mean, posterior.Mean.item<float>(), 1e-5);
        Assert.Equal(Math.Log(1 / precision), posterior.LogVarianceClipped.item<float>(), 1e-4);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.2, 20)]
    [InlineData(0.999, 99)]
    [InlineData(1, 99)]
    public void ANoiseLevelIsATimestepAndTheHighestTheLast(double level, long time)
    {
        using var diffusion = new GaussianDiffusion(100);
        Assert.Equal([time, time], diffusion.GetTimes(2, level).data<long>().ToArray());
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void ANoiseLevelOutsideTheChainIsRefused(double level)
    {
        using var diffusion = new GaussianDiffusion(100);
        Assert.Throws<ArgumentOutOfRangeException>(() => diffusion.GetTimes(2, level));
    }

    [Fact]
    public void RandomTimesCoverTheChainAndFollowTheSeed()
    {
        using var scope = NewDisposeScope();
        using var diffusion = new GaussianDiffusion(25);
        manual_seed(3);
        var times = diffusion.SampleRandomTimes(2000);
        Assert.Equal(Enumerable.Range(0, 25).Select(t => (long)t), times.data<long>().ToArray().Distinct().Order());
        manual_seed(3);
        Assert.True(times.IsExactly(diffusion.SampleRandomTimes(2000)));
    }

    [Fact]
    public void LeavesNoTensorsBehind() => Assert.Equal(0, LiveTensors.LeftBy(() =>
    {
        using var diffusion = new GaussianDiffusion(30);
        using var x = randn(2, 3, 4, 4);
        using var t = diffusion.SampleRandomTimes(2);
        using var noised = diffusion.QSample(x, t);
        using var back = diffusion.PredictStartFromNoise(noised, t, x);
        var (mean, variance, logVariance) = diffusion.QPosterior(x, noised, t);
        mean.Dispose();
        variance.Dispose();
        logVariance.Dispose();
    }));

    /// <summary>The table that the original calls by a snake_case name.</summary>
    private static Tensor Table(GaussianDiffusion diffusion, string name)
    {
        var property = string.Concat(name.Split('_').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
        return (Tensor)typeof(GaussianDiffusion).GetProperty(property)!.GetValue(diffusion)!;
    }
}
