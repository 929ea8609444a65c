using MinImagen.Lib.Diffusion;
using static TorchSharp.torch;

namespace MinImagen.Lib.Tests.Diffusion;

/// <summary>
/// Pictures whose every value is drawn from N(m, s²). All is known of them: the noise that a perfect model sees, and where
/// the probability-flow equation leads. With y = (x − α·m) / √v and v = α²s² + σ², the flow keeps y as it is.
/// </summary>
internal sealed record GaussianData(double Mean, double Std)
{
    /// <summary>ᾱ at a timestep, 1 at −1.</summary>
    public static double AlphaBar(GaussianDiffusion diffusion, int time) => time < 0 ? 1 : diffusion.ExactAlphasCumprod[time];

    /// <summary>v, the variance of x_t.</summary>
    public double Variance(double alphaBar) => alphaBar * Std * Std + 1 - alphaBar;

    /// <summary>E[ε | x_t] = σ · (x − α·m) / v</summary>
    public NoisePredictor PerfectModel(GaussianDiffusion diffusion) => (x, t) =>
    {
        using var scope = NewDisposeScope();
        var alphaBar = AlphaBar(diffusion, (int)t[0].item<long>());
        var noise = (x - Math.Sqrt(alphaBar) * Mean) * (Math.Sqrt(1 - alphaBar) / Variance(alphaBar));
        return noise.MoveToOuterDisposeScope();
    };

    /// <summary>Where the flow leads from x at one timestep to another.</summary>
    public double Flow(GaussianDiffusion diffusion, double x, int from, int to)
    {
        var (before, after) = (AlphaBar(diffusion, from), AlphaBar(diffusion, to));
        var y = (x - Math.Sqrt(before) * Mean) / Math.Sqrt(Variance(before));
        return Math.Sqrt(after) * Mean + Math.Sqrt(Variance(after)) * y;
    }

    /// <summary>
    /// Mean and standard deviation of what DDIM makes of N(0, 1), in float64 and in y: a step multiplies y by
    /// κ = (α·α'·s² + σ·√(σ'² − σ_η²)) / √(v·v') and adds the variance σ_η² / v'. η = 1 is ancestral sampling.
    /// A step from variance 1 loses δ = 1 − κ² − σ_η² / v', so all of them together, as κ ≤ 1, at most ∑ δ.
    /// </summary>
    public (double Mean, double Std, double MostMissing) OfDdim(GaussianDiffusion diffusion, IEnumerable<int> timesteps, double eta)
    {
        var times = timesteps.Append(-1).ToArray();
        var first = AlphaBar(diffusion, times[0]);
        var (mean, variance) = (-Math.Sqrt(first / Variance(first)) * Mean, 1 / Variance(first));
        var missing = 0.0;
        foreach (var (from, to) in times.Zip(times.Skip(1), (a, b) => (AlphaBar(diffusion, a), AlphaBar(diffusion, b))))
        {
            var sigma2 = eta * eta * (1 - to) / (1 - from) * (1 - from / to);
            var kappa = (Math.Sqrt(from * to) * Std * Std + Math.Sqrt((1 - from) * Math.Max(0, 1 - to - sigma2)))
                / Math.Sqrt(Variance(from) * Variance(to));
            missing += 1 - kappa * kappa - sigma2 / Variance(to);
            mean *= kappa;
            variance = kappa * kappa * variance + sigma2 / Variance(to);
        }

        return (Mean + Std * mean, Std * Math.Sqrt(variance), missing);
    }
}
