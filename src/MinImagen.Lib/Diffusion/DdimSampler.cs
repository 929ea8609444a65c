using MinImagen.Lib.Unets;
using static TorchSharp.torch;

namespace MinImagen.Lib.Diffusion;

/// <summary>
/// Denoising diffusion implicit models (Song et al. 2021, eq. 12): steps of the same marginals as <see cref="DdpmSampler"/>,
/// with as much fresh noise as is wanted. Without any, the picture is a function of the noise that it began with, and
/// the steps follow the probability-flow equation (order 1), so that few suffice: see <see cref="RespacedSampler"/>.
/// </summary>
/// <remarks>
/// The noise is told from the thresholded x_0, not taken from the model: x_0 and ε then add up to x_t, and η = 1 is
/// ancestral sampling exactly.
/// </remarks>
public sealed record DdimSampler : ISampler
{
    /// <summary>Makes the sampler.</summary>
    /// <param name="eta">η, the share of the ancestral sampler's noise, from 0 (none is drawn) to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">η lies outside [0, 1].</exception>
    public DdimSampler(double eta = 0) =>
        Eta = eta is >= 0 and <= 1
            ? eta
            : throw new ArgumentOutOfRangeException(nameof(eta), eta, "DDIM's η lies between 0 (deterministic) and 1 (ancestral).");

    /// <summary>η</summary>
    public double Eta { get; }

    /// <summary>The sampler of all U-Nets of a cascade.</summary>
    /// <param name="sampler">The sampler.</param>
    public static implicit operator OneOrEach<ISampler>(DdimSampler sampler) => OneOrEach.All<ISampler>(sampler);

    /// <inheritdoc/>
    public int StepCount(GaussianDiffusion diffusion) => diffusion.Timesteps;

    /// <inheritdoc/>
    public IEnumerable<SamplerStep> Run(
        GaussianDiffusion diffusion,
        NoisePredictor predictNoise,
        Tensor start,
        Thresholding thresholding,
        RandomDraws draws) =>
        Walk.Back(diffusion, (time, last) =>
            Step(diffusion, predictNoise, last?.X ?? start, time, thresholding, draws));

    private SamplerStep Step(
        GaussianDiffusion diffusion,
        NoisePredictor predictNoise,
        Tensor x,
        int time,
        Thresholding thresholding,
        RandomDraws draws)
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        var (from, to) = (NoiseLevel.At(diffusion, time), NoiseLevel.At(diffusion, time - 1));
        var xStart = Walk.PredictStart(diffusion, predictNoise, x, time, thresholding);

        // ε = (x_t − √ᾱ_t · x_0) / √(1 − ᾱ_t)
        var noise = (x - from.Alpha * xStart) / from.Sigma;

        // σ = η · √((1 − ᾱ_{t−1}) / (1 − ᾱ_t)) · √(1 − ᾱ_t / ᾱ_{t−1})
        var sigma = Eta * (to.Sigma / from.Sigma) * Math.Sqrt(1 - from.AlphaBar / to.AlphaBar);

        // x_{t−1} = √ᾱ_{t−1} · x_0 + √(1 − ᾱ_{t−1} − σ²) · ε + σ · z
        var direction = Math.Sqrt(Math.Max(0, 1 - to.AlphaBar - sigma * sigma));
        var next = to.Alpha * xStart + direction * noise;
        if (Eta > 0)
        {
            // At t = 0 too, where σ = 0: as many draws as the ancestral sampler's.
            next += sigma * draws.NormalLike(x);
        }

        return new SamplerStep(
            diffusion.Timesteps - 1 - time, time, next.MoveToOuterDisposeScope(), xStart.MoveToOuterDisposeScope());
    }
}
