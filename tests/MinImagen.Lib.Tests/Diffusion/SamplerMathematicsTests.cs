using MinImagen.Lib.Diffusion;
using Xunit.Abstractions;
using static TorchSharp.torch;

namespace MinImagen.Lib.Tests.Diffusion;

/// <summary>Samplers with a model that is perfect, on data of which everything is known.</summary>
public sealed class SamplerMathematicsTests(ITestOutputHelper output)
{
    private static readonly GaussianData Data = new(0.3, 0.5);

    /// <summary>
    /// Mean and variance against the recursion in float64, and against those of the data: the variance that is missing is
    /// bounded by what each step loses, and falls as 1 / steps.
    /// </summary>
    [Theory]
    [InlineData("ddpm", 1, null)]
    [InlineData("ddpm", 1, 250)]
    [InlineData("ddpm", 1, 50)]
    [InlineData("ddim", 0, null)]
    [InlineData("ddim", 0, 100)]
    [InlineData("ddim", 0, 20)]
    [InlineData("ddim:0.5", 0.5, 100)]
    [InlineData("ddim:1", 1, 50)]
    public void MeanAndVarianceAreThoseOfTheRecursionAndCloseToTheDatas(string name, double eta, int? steps)
    {
        using var scope = NewDisposeScope();
        using var diffusion = new GaussianDiffusion(1000);
        var sampler = Samplers.Parse(name, steps)[0];
        var times = new List<int>();
        var last = Run(sampler, diffusion, Data.PerfectModel(diffusion), Start(), step => times.Add(step.Timestep));
        var (mean, std) = Moments(last);
        var expected = Data.OfDdim(diffusion, times, eta);
        var missing = 1 - Math.Pow(std / Data.Std, 2);
        output.WriteLine($"{name} {steps}: mean {mean:g6} ({expected.Mean:g6}), std {std:g6} ({expected.Std:g6}), missing {missing:g3} < {expected.MostMissing:g3}");

        Assert.Equal(steps ?? 1000, times.Count);
        Assert.Equal(expected.Mean, mean, 2e-5);
        Assert.Equal(expected.Std, std, 2e-5);
        Assert.Equal(Data.Mean, mean, EndError(diffusion));
        Assert.InRange(missing, 0, expected.MostMissing);
        Assert.InRange(missing * times.Count, 0, 16);
    }

    /// <summary>
    /// On Gaussian data the leading error of a step, h³ · (x_θ' / 12 + 5 x_θ'' / 12), sums up to h² / 16 of the standard
    /// deviation: with g = α·s / √v, which rises from 0 to 1 along λ and has g' = g · (1 − g²), x_θ is m + s·y·g, and
    /// h² · (5/12 · ∫ g'² dλ − 1/12 · ∫ g·g' dλ) = h² · (5/48 − 2/48).
    /// </summary>
    [Theory]
    [InlineData(20)]
    [InlineData(40)]
    [InlineData(100)]
    public void DpmSolverIsOffByASixteenthOfTheSquareOfItsStep(int steps)
    {
        using var scope = NewDisposeScope();
        using var diffusion = new GaussianDiffusion(1000);
        var (mean, std) = Moments(Run(Samplers.Parse("dpmpp", steps)[0], diffusion, Data.PerfectModel(diffusion), Start()));
        var h = (Lambda(diffusion, 0) - Lambda(diffusion, 999)) / (steps - 1);
        output.WriteLine($"dpmpp {steps}: mean {mean:g6}, std {std:g6}, {(std / Data.Std - 1) / (h * h):g4} h²");

        // The step to x_0 falls short by (1 − ᾱ_0) / 2s² = 0.0002 of it.
        Assert.Equal(h * h / 16, std / Data.Std - 1, 0.15 * h * h / 16 + 0.0002);
        Assert.Equal(Data.Mean, mean, EndError(diffusion));
    }

    [Fact]
    public void DpmSolverOnAllStepsRecoversMeanAndVariance()
    {
        using var scope = NewDisposeScope();
        using var diffusion = new GaussianDiffusion(1000);
        var (mean, std) = Moments(Run(new DpmSolverSampler(), diffusion, Data.PerfectModel(diffusion), Start()));
        Assert.Equal(Data.Std, std, 0.0003 * Data.Std);
        Assert.Equal(Data.Mean, mean, EndError(diffusion));
    }

    /// <summary>
    /// The error at t = 0 against the flow's exact solution falls as the steps to the power of the order. (The one step
    /// beyond, to x_0, is the same for any number of steps.)
    /// </summary>
    [Theory]
    [InlineData("ddim", StepSpacing.Time, 1)]
    [InlineData("ddim", StepSpacing.LogSnr, 1)]
    [InlineData("dpmpp", StepSpacing.LogSnr, 2)]
    public void ConvergesWithItsOrder(string name, StepSpacing spacing, double order)
    {
        using var scope = NewDisposeScope();
        using var diffusion = new GaussianDiffusion(4000);
        var starts = new[] { -1.5, -0.2, 0.4, 2 };
        var exact = starts.Select(x => Data.Flow(diffusion, x, diffusion.Timesteps - 1, 0)).ToArray();
        var points = new[] { 20, 40, 80, 160 }.Select(steps =>
        {
            var found = AtTimeZero(Samplers.Parse(name, steps, spacing)[0], diffusion, Data.PerfectModel(diffusion), starts);
            return (Steps: steps, Error: found.Zip(exact, (a, b) => Math.Abs(a - b)).Max());
        }).ToArray();

        var slope = Slope(points);
        output.WriteLine($"{name} in {spacing}: order {slope:f3}; {string.Join(", ", points)}");
        Assert.InRange(slope, order - 0.15, order + 0.15);
    }

    /// <summary>
    /// Half of the data near −0.6, half near 0.6. In one dimension the flow keeps the order of points, so it takes each
    /// quantile of x_T to the same quantile of x_0: a second way to the exact solution, of an equation that is not linear.
    /// </summary>
    [Theory]
    [InlineData("ddim", 1)]
    [InlineData("dpmpp", 2)]
    public void FollowsTheFlowOfAMixtureWithItsOrder(string name, double order)
    {
        using var scope = NewDisposeScope();
        using var diffusion = new GaussianDiffusion(4000);
        var mixture = new MixtureData(0.6, 0.2);
        var starts = new[] { -1.8, -0.7, -0.3, 0.5, 1.1 };
        var exact = starts.Select(x => mixture.Quantile(
            diffusion, 0, mixture.Cumulative(diffusion, diffusion.Timesteps - 1, x))).ToArray();
        var points = new[] { 20, 40, 80, 160 }.Select(steps =>
        {
            var found = AtTimeZero(
                Samplers.Parse(name, steps, StepSpacing.LogSnr)[0], diffusion, mixture.PerfectModel(diffusion), starts);
            return (Steps: steps, Error: found.Zip(exact, (a, b) => Math.Abs(a - b)).Max());
        }).ToArray();

        var slope = Slope(points);
        output.WriteLine($"{name}: order {slope:f3}; {string.Join(", ", points)}");
        Assert.InRange(slope, order - 0.2, order + 0.2);
    }

    [Theory]
    [InlineData("ddpm", 250)]
    [InlineData("ddim", 100)]
    [InlineData("ddim:0.5", 100)]
    [InlineData("dpmpp", 25)]
    public void RecoversAMixture(string name, int steps)
    {
        using var scope = NewDisposeScope();
        using var diffusion = new GaussianDiffusion(1000);
        var mixture = new MixtureData(0.6, 0.2);
        const int count = 20000;
        manual_seed(4);
        var x = Run(Samplers.Parse(name, steps)[0], diffusion, mixture.PerfectModel(diffusion), randn(1, 1, 1, count), draws: RandomDraws.Default);

        // Five standard errors of a share, √(½ · ½ / n), and of a second moment, √(Var x² / n) < √(0.1 / n), and 3 % of it
        // for the steps' own error.
        var right = x.gt(0).to(float32).mean().item<float>();
        var power = x.square().mean().item<float>();
        output.WriteLine($"{name} {steps}: share {right:f4}, second moment {power:f4}");
        Assert.Equal(0.5, right, 5 * 0.5 / Math.Sqrt(count));
        Assert.Equal(0.4, power, 5 * Math.Sqrt(0.1 / count) + 0.03 * 0.4);
        Assert.True(x.abs().lt(0.1).to(float32).mean().item<float>() < 0.012, "the gap between the two halves is filled");
    }

    /// <summary>
    /// Two values of a picture that are correlated: the samplers recover the covariance, as well as they do a variance.
    /// </summary>
    [Theory]
    [InlineData("ddim", 200, 0.04)]
    [InlineData("dpmpp", 20, 0.035)]
    public void RecoversACovariance(string name, int steps, double tolerance)
    {
        using var scope = NewDisposeScope();
        using var diffusion = new GaussianDiffusion(1000);
        var covariance = tensor(new[] { 0.30f, 0.12f, 0.12f, 0.10f }).view(2, 2);

        // E[ε | x_t] = σ · (α² Σ + σ² I)⁻¹ · x_t
        Tensor PredictNoise(Tensor x, Tensor t)
        {
            var alphaBar = diffusion.ExactAlphasCumprod[(int)t[0].item<long>()];
            var (a, b, d) = (alphaBar * 0.30 + 1 - alphaBar, alphaBar * 0.12, alphaBar * 0.10 + 1 - alphaBar);
            var inverse = tensor(new[] { d, -b, -b, a }, dtype: float32).view(2, 2) / (a * d - b * b);
            return (x.view(-1, 2).matmul(inverse) * Math.Sqrt(1 - alphaBar)).view_as(x);
        }

        // Pairs whose covariance is the identity: a regular polygon.
        var angle = arange(0, 64).to(float32) * (2 * Math.PI / 64);
        var start = (stack([angle.cos(), angle.sin()], 1) * Math.Sqrt(2)).view(64, 2, 1, 1);
        var x = Run(Samplers.Parse(name, steps)[0], diffusion, PredictNoise, start).view(64, 2);
        var found = x.t().matmul(x) / 64;
        output.WriteLine($"{name} {steps}: {string.Join(", ", found.data<float>().ToArray())}");
        Assert.True((found - covariance).abs().max().item<float>() < tolerance * 0.3);
    }

    private static double Lambda(GaussianDiffusion diffusion, int time)
    {
        var alphaBar = diffusion.ExactAlphasCumprod[time];
        return 0.5 * Math.Log(alphaBar / (1 - alphaBar));
    }

    private static double EndError(GaussianDiffusion diffusion)
    {
        // Sampling begins with N(0, 1) where N(α·m, v) would be right: carried along by the flow, at most s · α_T · m / √v_T.
        var alphaBar = diffusion.ExactAlphasCumprod[^1];
        return Data.Std * Math.Sqrt(alphaBar / Data.Variance(alphaBar)) * Data.Mean + 2e-5;
    }

    private static Tensor Start()
    {
        manual_seed(0);
        return new ExactMoments().NormalLike(zeros(1, 1, 16, 16));
    }

    private static (double Mean, double Std) Moments(Tensor x) =>
        (x.mean().item<float>(), (x - x.mean()).square().mean().sqrt().item<float>());

    private static Tensor Run(
        ISampler sampler,
        GaussianDiffusion diffusion,
        NoisePredictor model,
        Tensor start,
        Action<SamplerStep>? each = null,
        RandomDraws? draws = null)
    {
        var x = start;
        foreach (var step in sampler.Run(diffusion, model, start, Thresholding.None, draws ?? new ExactMoments()))
        {
            x = step.X;
            each?.Invoke(step);
        }

        return x;
    }

    /// <summary>x_0 of the chain, before the last step.</summary>
    private static IReadOnlyList<double> AtTimeZero(
        ISampler sampler, GaussianDiffusion diffusion, NoisePredictor model, double[] starts)
    {
        using var scope = NewDisposeScope();
        var x = tensor(starts, dtype: float64).view(1, 1, 1, -1);
        return sampler.Run(diffusion, model, x, Thresholding.None, RandomDraws.Default)
            .Take(sampler.StepCount(diffusion) - 1)
            .Select(step => step.X.data<double>().ToArray())
            .Last();
    }

    /// <summary>The slope of −log error over log steps, by least squares.</summary>
    private static double Slope((int Steps, double Error)[] points)
    {
        var (x, y) = (points.Select(point => Math.Log(point.Steps)).ToArray(), points.Select(point => Math.Log(point.Error)).ToArray());
        var (meanX, meanY) = (x.Average(), y.Average());
        return -x.Zip(y, (a, b) => (a - meanX) * (b - meanY)).Sum() / x.Sum(a => (a - meanX) * (a - meanX));
    }
}
