using MinImagen.Lib.Unets;
using static TorchSharp.torch;

namespace MinImagen.Lib.Diffusion;

/// <summary>
/// DPM-Solver++(2M) (Lu et al. 2022, "Fast Solver for Guided Sampling", algorithm 2): the probability-flow equation solved
/// with order 2, from the x_0 predicted at this step and the one before. It predicts x_0 rather than noise because guided
/// predictions are thresholded, which is said of x_0. Nothing is drawn.
/// </summary>
/// <remarks>
/// The first step knows no earlier one and the last ends where λ = ∞; both are of order 1, which for the last means: at
/// the x_0 predicted. Made for few steps: see <see cref="RespacedSampler"/>.
/// </remarks>
public sealed record DpmSolverSampler : ISampler
{
    /// <summary>The sampler of all U-Nets of a cascade.</summary>
    /// <param name="sampler">The sampler.</param>
    public static implicit operator OneOrEach<ISampler>(DpmSolverSampler sampler) => OneOrEach.All<ISampler>(sampler);

    /// <inheritdoc/>
    public int StepCount(GaussianDiffusion diffusion) => diffusion.Timesteps;

    /// <inheritdoc/>
    public IEnumerable<SamplerStep> Run(
        GaussianDiffusion diffusion,
        NoisePredictor predictNoise,
        Tensor start,
        Thresholding thresholding,
        RandomDraws draws) =>
        Walk.Back(diffusion, (time, last) => Step(diffusion, predictNoise, start, time, last, thresholding));

    private static SamplerStep Step(
        GaussianDiffusion diffusion,
        NoisePredictor predictNoise,
        Tensor start,
        int time,
        SamplerStep? last,
        Thresholding thresholding)
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        var x = last?.X ?? start;
        var (from, to) = (NoiseLevel.At(diffusion, time), NoiseLevel.At(diffusion, time - 1));
        var xStart = Walk.PredictStart(diffusion, predictNoise, x, time, thresholding);

        // h = λ_{t−1} − λ_t
        var h = to.Lambda - from.Lambda;
        var d = xStart;
        if (last is not null && time > 0)
        {
            // r = h_before / h,   D = (1 + 1 / 2r) · x_0 − (1 / 2r) · x_0_before
            var r = (from.Lambda - NoiseLevel.At(diffusion, time + 1).Lambda) / h;
            d = (1 + 1 / (2 * r)) * xStart - 1 / (2 * r) * last.XStart;
        }

        // x_{t−1} = (σ_{t−1} / σ_t) · x_t − α_{t−1} · (e^{−h} − 1) · D
        var next = to.Sigma / from.Sigma * x - to.Alpha * (Math.Exp(-h) - 1) * d;
        return new SamplerStep(
            diffusion.Timesteps - 1 - time, time, next.MoveToOuterDisposeScope(), xStart.MoveToOuterDisposeScope());
    }
}
