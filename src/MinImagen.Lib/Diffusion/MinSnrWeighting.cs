using static TorchSharp.torch;

namespace MinImagen.Lib.Diffusion;

/// <summary>
/// Min-SNR-γ (Hang et al. 2023, eq. 7 and section 3.4): as a loss of x_0, a timestep counts as much as its signal-to-noise
/// ratio, but at most γ. Without the bound the steps that are hardly noised, where there is little to learn, outweigh the
/// others and pull against them.
/// </summary>
public sealed record MinSnrWeighting : ILossWeighting
{
    /// <summary>Makes the weighting.</summary>
    /// <param name="gamma">γ, above 0; 5 in the paper.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    public MinSnrWeighting(double gamma = 5) =>
        Gamma = gamma > 0
            ? gamma
            : throw new ArgumentOutOfRangeException(nameof(gamma), gamma, "The bound γ of the signal-to-noise ratio must be positive.");

    /// <summary>γ</summary>
    public double Gamma { get; }

    /// <summary>The weight of a squared error of the model's output.</summary>
    /// <param name="diffusion">The process.</param>
    /// <param name="objective">What the model says.</param>
    /// <param name="time">t, from 0 to T − 1.</param>
    /// <returns>min(SNR, γ) for x_0, min(SNR, γ) / SNR for ε, min(SNR, γ) / (SNR + 1) for v.</returns>
    public double Weight(GaussianDiffusion diffusion, Objective objective, int time)
    {
        // SNR = ᾱ_t / (1 − ᾱ_t)
        var alphaBar = diffusion.ExactAlphasCumprod[time];
        var snr = alphaBar / (1 - alphaBar);
        return Math.Min(snr, Gamma) / objective.SquaredErrorPerStart(snr);
    }

    /// <inheritdoc/>
    public Tensor Loss(GaussianDiffusion diffusion, Objective objective, Tensor t, Func<nn.Reduction, Tensor> distance)
    {
        using var scope = NewDisposeScope();
        var each = distance(nn.Reduction.None).flatten(1).mean(new[] { 1L });
        var ofEveryTime = Enumerable.Range(0, diffusion.Timesteps).Select(time => (float)Weight(diffusion, objective, time)).ToArray();
        var weights = tensor(ofEveryTime, dtype: each.dtype, device: each.device).gather(0, t);

        // L = E[w_t · ‖target − output‖²]
        return (weights * each).mean().MoveToOuterDisposeScope();
    }
}
