using MinImagen.Lib.Unets;
using static TorchSharp.torch;

namespace MinImagen.Lib.Diffusion;

/// <summary>
/// Another sampler on some of the timesteps only (Nichol and Dhariwal 2021, section 4): the sampler walks down a shorter
/// chain, and the model is told the timesteps that the steps of that chain stand for.
/// </summary>
/// <remarks>
/// A chain ends not quite in noise (ᾱ_{T−1} = 4 · 10⁻⁵ for the linear schedule of 1000 steps), and yet sampling begins with
/// N(0, I). No sampler corrects that: it is an error of √ᾱ_{T−1}, 0.6 % of the mean picture, and does not vanish with more
/// steps.
/// </remarks>
public sealed record RespacedSampler : ISampler
{
    /// <summary>Makes the sampler.</summary>
    /// <param name="sampler">What takes the steps.</param>
    /// <param name="steps">How many, from 1 to the number of steps of the process.</param>
    /// <param name="spacing">Which.</param>
    /// <exception cref="ArgumentOutOfRangeException">No step at all.</exception>
    public RespacedSampler(ISampler sampler, int steps, StepSpacing spacing = StepSpacing.Time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        Sampler = sampler;
        Steps = steps;
        Spacing = spacing;
    }

    /// <summary>What takes the steps.</summary>
    public ISampler Sampler { get; }

    /// <summary>How many.</summary>
    public int Steps { get; }

    /// <summary>Which.</summary>
    public StepSpacing Spacing { get; }

    /// <summary>The sampler of all U-Nets of a cascade.</summary>
    /// <param name="sampler">The sampler.</param>
    public static implicit operator OneOrEach<ISampler>(RespacedSampler sampler) => OneOrEach.All<ISampler>(sampler);

    /// <summary>The timesteps visited.</summary>
    /// <param name="diffusion">The process to reverse.</param>
    /// <returns>In the order of sampling, from T − 1.</returns>
    /// <exception cref="ArgumentException">The process has fewer steps.</exception>
    public IReadOnlyList<int> TimestepsOf(GaussianDiffusion diffusion) =>
        [.. StepSubset.Choose(diffusion, Steps, Spacing).Reverse()];

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The process has fewer steps.</exception>
    public int StepCount(GaussianDiffusion diffusion) => TimestepsOf(diffusion).Count;

    /// <inheritdoc/>
    public IEnumerable<SamplerStep> Run(
        GaussianDiffusion diffusion,
        NoisePredictor predictNoise,
        Tensor start,
        Thresholding thresholding,
        RandomDraws draws)
    {
        var timesteps = StepSubset.Choose(diffusion, Steps, Spacing);
        using var shorter = diffusion.Respaced(timesteps);

        Tensor PredictNoise(Tensor x, Tensor t)
        {
            using var table = tensor(timesteps.Select(time => (long)time).ToArray(), device: t.device);
            using var times = table.gather(0, t);
            return predictNoise(x, times);
        }

        foreach (var step in Sampler.Run(shorter, PredictNoise, start, thresholding, draws))
        {
            yield return step with { Timestep = timesteps[step.Timestep] };
        }
    }
}
