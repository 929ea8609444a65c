using MinImagen.Lib.Diffusion;
using static TorchSharp.torch;

namespace MinImagen.Lib.Tests.Diffusion;

/// <summary>Pictures whose every value is drawn from ½ N(−m, s²) + ½ N(m, s²).</summary>
internal sealed record MixtureData(double Centre, double Std)
{
    /// <summary>E[ε | x_t] = σ · (x − α·m·tanh(α·m·x / v)) / v</summary>
    public NoisePredictor PerfectModel(GaussianDiffusion diffusion) => (x, t) =>
    {
        using var scope = NewDisposeScope();
        var (centre, variance, sigma) = At(diffusion, (int)t[0].item<long>());
        var noise = (x - (x * (centre / variance)).tanh() * centre) * (sigma / variance);
        return noise.MoveToOuterDisposeScope();
    };

    /// <summary>The share of x_t below x.</summary>
    public double Cumulative(GaussianDiffusion diffusion, int time, double x)
    {
        var (centre, variance, _) = At(diffusion, time);
        return 0.5 * (Below((x + centre) / Math.Sqrt(variance)) + Below((x - centre) / Math.Sqrt(variance)));
    }

    /// <summary>The x below which a share of x_t lies, by bisection.</summary>
    public double Quantile(GaussianDiffusion diffusion, int time, double share)
    {
        var (low, high) = (-10.0, 10.0);
        for (var i = 0; i < 100; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = Cumulative(diffusion, time, middle) < share ? (middle, high) : (low, middle);
        }

        return low;
    }

    /// <summary>The share of N(0, 1) below x: its density integrated by Simpson's rule.</summary>
    private static double Below(double x)
    {
        const int pieces = 400;
        var h = x / pieces;
        double Density(int i) => Math.Exp(-0.5 * i * h * i * h) / Math.Sqrt(2 * Math.PI);
        return 0.5 + h / 3 * Enumerable.Range(0, pieces + 1).Sum(i => Density(i) * (i is 0 or pieces ? 1 : i % 2 == 1 ? 4 : 2));
    }

    private (double Centre, double Variance, double Sigma) At(GaussianDiffusion diffusion, int time)
    {
        var alphaBar = diffusion.ExactAlphasCumprod[time];
        return (Math.Sqrt(alphaBar) * Centre, alphaBar * Std * Std + 1 - alphaBar, Math.Sqrt(1 - alphaBar));
    }
}
