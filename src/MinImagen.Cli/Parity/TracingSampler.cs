using MinImagen.Lib.Diffusion;
using static TorchSharp.torch;

namespace MinImagen.Cli.Parity;

/// <summary>Ancestral sampling that keeps what the pictures were after some of the steps.</summary>
/// <param name="steps">Which steps, from 0.</param>
internal sealed class TracingSampler(IReadOnlyCollection<int> steps) : ISampler
{
    private readonly DdpmSampler sampler = new();
    private readonly List<List<Tensor>> chains = [];

    /// <summary>The pictures kept, one list for every time that it ran, in the order of the steps.</summary>
    public IReadOnlyList<IReadOnlyList<Tensor>> Chains => chains;

    /// <inheritdoc/>
    public int StepCount(GaussianDiffusion diffusion) => sampler.StepCount(diffusion);

    /// <inheritdoc/>
    public IEnumerable<SamplerStep> Run(
        GaussianDiffusion diffusion, NoisePredictor predictNoise, Tensor start, Thresholding thresholding, RandomDraws draws)
    {
        var kept = new List<Tensor>();
        chains.Add(kept);
        foreach (var step in sampler.Run(diffusion, predictNoise, start, thresholding, draws))
        {
            if (steps.Contains(step.Index))
                kept.Add(step.X.clone().DetachFromDisposeScope());
            yield return step;
        }
    }
}
