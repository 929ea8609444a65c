using MinImagen.Lib.Tensors;
using MinImagen.Lib.Unets;
using static TorchSharp.torch;

namespace MinImagen.Lib.Diffusion;

/// <summary>Ancestral sampling, step by step through the whole chain (Ho et al. 2020, algorithm 2).</summary>
public sealed record DdpmSampler : ISampler
{
    /// <summary>The sampler of all U-Nets of a cascade.</summary>
    /// <param name="sampler">The sampler.</param>
    public static implicit operator OneOrEach<ISampler>(DdpmSampler sampler) => OneOrEach.All<ISampler>(sampler);

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

    /// <summary>What the model says about the step before, p_θ(x_{t−1} | x_t).</summary>
    /// <param name="diffusion">The process to reverse.</param>
    /// <param name="x">x_t, shape (b, c, h, w).</param>
    /// <param name="t">The timestep of each image, int64, shape (b).</param>
    /// <param name="noisePrediction">ε_θ(x_t, t), shape (b, c, h, w).</param>
    /// <param name="thresholding">What keeps x_0 in range.</param>
    /// <returns>
    /// x_0 after thresholding and the mean of x_{t−1}, shape (b, c, h, w); its variance and the clipped logarithm of
    /// that, shape (b, 1, 1, 1).
    /// </returns>
    /// <exception cref="ArgumentException">Shapes or types do not fit.</exception>
    public static (Tensor XStart, Tensor Mean, Tensor Variance, Tensor LogVarianceClipped) PMeanVariance(
        GaussianDiffusion diffusion, Tensor x, Tensor t, Tensor noisePrediction, Thresholding thresholding)
    {
        GaussianDiffusion.CheckImages(x, nameof(x), t);
        Require.SameShape(noisePrediction, nameof(noisePrediction), x, nameof(x));
        using var predicted = diffusion.PredictStartFromNoise(x, t, noisePrediction);
        var xStart = thresholding.Apply(predicted);
        var (mean, variance, logVariance) = diffusion.QPosterior(xStart, x, t);
        return (xStart, mean, variance, logVariance);
    }

    /// <summary>Draws x_{t−1} from its distribution.</summary>
    /// <param name="mean">The mean, shape (b, c, h, w).</param>
    /// <param name="logVariance">The logarithm of the variance, shape (b, 1, 1, 1).</param>
    /// <param name="t">The timestep of each image, int64, shape (b).</param>
    /// <param name="z">Noise, z ~ N(0, I), shape (b, c, h, w).</param>
    /// <returns>x_{t−1}, shape (b, c, h, w).</returns>
    /// <exception cref="ArgumentException">Shapes or types do not fit.</exception>
    public static Tensor PSample(Tensor mean, Tensor logVariance, Tensor t, Tensor z)
    {
        GaussianDiffusion.CheckImages(mean, nameof(mean), t);
        Require.Shape(logVariance, nameof(logVariance), mean.shape[0], 1, 1, 1);
        Require.SameShape(z, nameof(z), mean, nameof(mean));
        using var scope = NewDisposeScope();
        var notLast = t.gt(0).to(mean.dtype).view(-1, 1, 1, 1);

        // x_{t−1} = μ + [t > 0] · exp(½ log σ²) · z
        return (mean + notLast * (0.5 * logVariance).exp() * z).MoveToOuterDisposeScope();
    }

    private static SamplerStep Step(
        GaussianDiffusion diffusion,
        NoisePredictor predictNoise,
        Tensor x,
        int time,
        Thresholding thresholding,
        RandomDraws draws)
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();

        var t = full(new[] { x.shape[0] }, time, dtype: ScalarType.Int64, device: x.device);
        var noise = predictNoise(x, t);
        var (xStart, mean, _, logVariance) = PMeanVariance(diffusion, x, t, noise, thresholding);

        // Drawn at t = 0 too, where it counts for nothing: the order of draws is the original's.
        var z = draws.NormalLike(x);
        var next = PSample(mean, logVariance, t, z);

        return new SamplerStep(
            diffusion.Timesteps - 1 - time, time, next.MoveToOuterDisposeScope(), xStart.MoveToOuterDisposeScope());
    }
}
