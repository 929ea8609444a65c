using MinImagen.Lib.Diffusion;
using static TorchSharp.torch;

namespace MinImagen.Lib.Tests.Diffusion;

public sealed class ObjectiveTests
{
    public static TheoryData<string, string> Cases { get; } = new()
    {
        { "noise", "linear" }, { "x_start", "linear" }, { "v", "linear" },
        { "noise", "cosine" }, { "x_start", "cosine" }, { "v", "cosine" },
    };

    /// <summary>What a perfect model says turns into the noise that was there, and into x_0, at the first, a middle and the last t.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void TheTargetTellsTheNoiseAndThePicture(string objective, string schedule)
    {
        using var scope = NewDisposeScope();
        using var diffusion = Process(schedule, 1000);
        manual_seed(0);
        var (xStart, noise) = (randn(5, 2, 3, 3), randn(5, 2, 3, 3));
        var t = tensor(new long[] { 0, 10, 500, 998, 999 });
        var xT = diffusion.QSample(xStart, t, noise);
        var told = Of(objective).ToNoise(diffusion, xT, t, Of(objective).Target(diffusion, xStart, t, noise));
        var back = diffusion.PredictStartFromNoise(xT, t, told);

        // float32 has 2⁻²⁴ = 6e-8 of what is added: of ε it costs that over σ_t, of x_0 that over α_t.
        const double ulp = 6e-8 * 16;
        for (var i = 0; i < 5; i++)
        {
            var alphaBar = diffusion.ExactAlphasCumprod[(int)t[i].item<long>()];
            Assert.True((told[i] - noise[i]).abs().max().item<float>() < ulp / Math.Sqrt(1 - alphaBar), $"noise {i}");
            Assert.True((back[i] - xStart[i]).abs().max().item<float>() < ulp / Math.Sqrt(alphaBar), $"picture {i}");
        }
    }

    /// <summary>v is x_t turned by a right angle: with tan φ = σ/α, x = cos φ · x_0 + sin φ · ε, and v = dx/dφ.</summary>
    [Fact]
    public void VIsTheVelocityAlongTheAngle()
    {
        using var scope = NewDisposeScope();
        using var diffusion = Process("cosine", 100);
        manual_seed(1);
        var (xStart, noise, t) = (randn(1, 1, 2, 2), randn(1, 1, 2, 2), tensor(new[] { 40L }));
        var angle = Math.Acos(Math.Sqrt(diffusion.ExactAlphasCumprod[40]));
        Tensor At(double phi) => xStart.to(float64) * Math.Cos(phi) + noise.to(float64) * Math.Sin(phi);
        var derivative = (At(angle + 1e-5) - At(angle - 1e-5)) / 2e-5;
        Assert.True(Objective.V.Target(diffusion, xStart, t, noise).to(float64).allclose(derivative, 1e-5, 1e-5));
    }

    /// <summary>The same perfect knowledge, said as noise, as picture or as v, samples the same pictures of the same Gaussian.</summary>
    [Theory]
    [InlineData("linear", "ddpm", null)]
    [InlineData("cosine", "ddpm", null)]
    [InlineData("linear", "dpmpp", 20)]
    [InlineData("cosine", "dpmpp", 20)]
    [InlineData("cosine", "ddim", 50)]
    public void EveryObjectiveSamplesTheSame(string schedule, string sampler, int? steps)
    {
        using var scope = NewDisposeScope();
        using var diffusion = Process(schedule, 300);
        var data = new GaussianData(0.3, 0.5);
        Tensor Sample(string objective)
        {
            // E[x_0 | x_t] and E[v | x_t] from E[ε | x_t]: all are linear in it.
            Tensor PredictNoise(Tensor x, Tensor t)
            {
                var noise = data.PerfectModel(diffusion)(x, t);
                var xStart = diffusion.PredictStartFromNoise(x.to(float64), t, noise.to(float64)).to(float32);
                return Of(objective).ToNoise(diffusion, x, t, Of(objective).Target(diffusion, xStart, t, noise));
            }

            manual_seed(3);
            var draws = new ExactMoments();
            var start = draws.NormalLike(zeros(1, 1, 12, 12));
            return Samplers.Parse(sampler, steps)[0].Run(diffusion, PredictNoise, start, Thresholding.None, draws)
                .Select(step => step.X.clone()).Last();
        }

        var (noise, picture, v) = (Sample("noise"), Sample("x_start"), Sample("v"));
        Assert.True(noise.allclose(picture, 1e-3, 5e-4), "x_start");
        Assert.True(noise.allclose(v, 1e-3, 5e-4), "v");
        Assert.Equal(0.3, v.mean().item<float>(), 0.01);
        Assert.Equal(0.5, v.std().item<float>(), 0.03);
    }

    /// <summary>How errors of the output relate to errors of x_0, tried out: disturb the one and look at the other.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void SquaredErrorsRelateAsSaid(string objective, string schedule)
    {
        using var scope = NewDisposeScope();
        using var diffusion = Process(schedule, 100);
        var xT = zeros(1, 1, 1, 1, dtype: float64);
        foreach (var time in new[] { 0, 30, 60, 90 })
        {
            var t = tensor(new[] { (long)time });
            double Start(double output) => diffusion.PredictStartFromNoise(
                xT, t, Of(objective).ToNoise(diffusion, xT, t, full([1, 1, 1, 1], output, dtype: float64))).item<double>();
            var alphaBar = diffusion.ExactAlphasCumprod[time];
            var ratio = 1 / Math.Pow(Start(1) - Start(0), 2);
            Assert.Equal(1, ratio / Of(objective).SquaredErrorPerStart(alphaBar / (1 - alphaBar)), 2e-4);
        }
    }

    private static Objective Of(string name) => name switch
    {
        "noise" => Objective.Noise,
        "x_start" => Objective.XStart,
        _ => Objective.V,
    };

    private static GaussianDiffusion Process(string schedule, int timesteps) =>
        new(timesteps, schedule == "cosine" ? VarianceSchedule.Cosine : VarianceSchedule.Linear);
}
