using MinImagen.Lib.Tensors;
using static TorchSharp.torch;

namespace MinImagen.Lib.Diffusion;

/// <summary>
/// The Gaussian diffusion process of Ho et al. 2020: noising an image to any timestep in one jump, and what can be said
/// about the step before from an image and its noise. It knows nothing of the model that predicts the noise.
/// </summary>
/// <remarks>
/// Timesteps count from 0 (hardly noised) to T − 1 (noise). The tables are computed in float64, kept in float32, and are
/// no part of a checkpoint: <see cref="Timesteps"/> is all that is needed to make them again. They stay on the CPU, and
/// what is looked up in them goes where it is needed.
/// </remarks>
public sealed class GaussianDiffusion : IDisposable
{
    private readonly List<Tensor> tables = [];

    /// <summary>Makes the tables for a chain of <paramref name="timesteps"/> steps.</summary>
    /// <param name="timesteps">T, at least <see cref="VarianceSchedule.FewestTimesteps"/> with the linear schedule.</param>
    /// <param name="schedule">
    /// From T to β, float64, shape (T): a method of <see cref="VarianceSchedule"/>, the linear one when null.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">T is so small that β_T would be 1 or more.</exception>
    public GaussianDiffusion(int timesteps, Func<int, Tensor>? schedule = null)
    {
        using var scope = NewDisposeScope();

        Timesteps = timesteps;
        var betas = (schedule ?? VarianceSchedule.Linear)(timesteps);

        // α_t = 1 − β_t,   ᾱ_t = ∏_{s ≤ t} α_s,   ᾱ_{−1} = 1
        var alphas = 1 - betas;
        var alphasCumprod = cumprod(alphas, 0);
        var alphasCumprodPrev = cat(
            new[] { ones(1, dtype: ScalarType.Float64, device: CPU), alphasCumprod.narrow(0, 0, timesteps - 1) });

        ExactAlphasCumprod = alphasCumprod.data<double>().ToArray();
        Betas = Keep(betas);
        AlphasCumprod = Keep(alphasCumprod);
        AlphasCumprodPrev = Keep(alphasCumprodPrev);

        // For q(x_t | x_0) and its inverse
        SqrtAlphasCumprod = Keep(alphasCumprod.sqrt());
        SqrtOneMinusAlphasCumprod = Keep((1 - alphasCumprod).sqrt());
        LogOneMinusAlphasCumprod = Keep((1 - alphasCumprod).log());
        SqrtRecipAlphasCumprod = Keep((1 / alphasCumprod).sqrt());
        SqrtRecipm1AlphasCumprod = Keep((1 / alphasCumprod - 1).sqrt());

        // β̃_t = β_t · (1 − ᾱ_{t−1}) / (1 − ᾱ_t)
        var posteriorVariance = betas * (1 - alphasCumprodPrev) / (1 - alphasCumprod);
        PosteriorVariance = Keep(posteriorVariance);

        // β̃_0 = 0, whose logarithm is −∞: the variance is clipped first
        PosteriorLogVarianceClipped = Keep(posteriorVariance.clamp(1e-20).log());

        // μ̃_t = c₁ · x_0 + c₂ · x_t,   c₁ = β_t √ᾱ_{t−1} / (1 − ᾱ_t),   c₂ = (1 − ᾱ_{t−1}) √α_t / (1 − ᾱ_t)
        PosteriorMeanCoef1 = Keep(betas * alphasCumprodPrev.sqrt() / (1 - alphasCumprod));
        PosteriorMeanCoef2 = Keep((1 - alphasCumprodPrev) * alphas.sqrt() / (1 - alphasCumprod));
    }

    /// <summary>T, the number of steps of the chain.</summary>
    public int Timesteps { get; }

    /// <summary>β_t, the variance that step t adds, shape (T).</summary>
    public Tensor Betas { get; }

    /// <summary>ᾱ_t = ∏(1 − β_s), how much of the image's power is left at t, shape (T).</summary>
    public Tensor AlphasCumprod { get; }

    /// <summary>
    /// ᾱ_t in float64, T numbers: next to 1 float32 is too coarse to tell how much noise, 1 − ᾱ_t, there is.
    /// </summary>
    public IReadOnlyList<double> ExactAlphasCumprod { get; }

    /// <summary>ᾱ_{t−1}, shape (T); 1 at t = 0.</summary>
    public Tensor AlphasCumprodPrev { get; }

    /// <summary>√ᾱ_t, shape (T).</summary>
    public Tensor SqrtAlphasCumprod { get; }

    /// <summary>√(1 − ᾱ_t), shape (T).</summary>
    public Tensor SqrtOneMinusAlphasCumprod { get; }

    /// <summary>log(1 − ᾱ_t), shape (T).</summary>
    public Tensor LogOneMinusAlphasCumprod { get; }

    /// <summary>√(1 / ᾱ_t), shape (T).</summary>
    public Tensor SqrtRecipAlphasCumprod { get; }

    /// <summary>√(1 / ᾱ_t − 1), shape (T).</summary>
    public Tensor SqrtRecipm1AlphasCumprod { get; }

    /// <summary>β̃_t, the variance of q(x_{t−1} | x_t, x_0), shape (T); 0 at t = 0.</summary>
    public Tensor PosteriorVariance { get; }

    /// <summary>log max(β̃_t, 10⁻²⁰), shape (T).</summary>
    public Tensor PosteriorLogVarianceClipped { get; }

    /// <summary>The weight of x_0 in the mean of q(x_{t−1} | x_t, x_0), shape (T).</summary>
    public Tensor PosteriorMeanCoef1 { get; }

    /// <summary>The weight of x_t in the mean of q(x_{t−1} | x_t, x_0), shape (T).</summary>
    public Tensor PosteriorMeanCoef2 { get; }

    /// <summary>Noises x_0 to timestep t in one jump, q(x_t | x_0) (Ho et al. 2020, eq. 4).</summary>
    /// <param name="xStart">x_0, shape (b, c, h, w).</param>
    /// <param name="t">Timestep of each image, int64, shape (b), 0 ≤ t &lt; T.</param>
    /// <param name="noise">ε ~ N(0, I), shape of <paramref name="xStart"/>; drawn when null.</param>
    /// <returns>x_t, shape (b, c, h, w).</returns>
    /// <exception cref="ArgumentException">Shapes or types do not fit.</exception>
    public Tensor QSample(Tensor xStart, Tensor t, Tensor? noise = null)
    {
        CheckImages(xStart, nameof(xStart), t);
        using var scope = NewDisposeScope();
        noise ??= RandomDraws.Default.NormalLike(xStart);
        Require.SameShape(noise, nameof(noise), xStart, nameof(xStart));

        // x_t = √ᾱ_t · x_0 + √(1 − ᾱ_t) · ε
        var xT = At(SqrtAlphasCumprod, t) * xStart + At(SqrtOneMinusAlphasCumprod, t) * noise;
        return xT.MoveToOuterDisposeScope();
    }

    /// <summary>The x_0 that noise ε would have turned into x_t: <see cref="QSample"/> solved for x_0.</summary>
    /// <param name="xT">x_t, shape (b, c, h, w).</param>
    /// <param name="t">Timestep of each image, int64, shape (b).</param>
    /// <param name="noise">ε, shape (b, c, h, w).</param>
    /// <returns>x_0, shape (b, c, h, w).</returns>
    /// <exception cref="ArgumentException">Shapes or types do not fit.</exception>
    public Tensor PredictStartFromNoise(Tensor xT, Tensor t, Tensor noise)
    {
        CheckImages(xT, nameof(xT), t);
        Require.SameShape(noise, nameof(noise), xT, nameof(xT));
        using var scope = NewDisposeScope();

        // x_0 = √(1/ᾱ_t) · x_t − √(1/ᾱ_t − 1) · ε
        var xStart = At(SqrtRecipAlphasCumprod, t) * xT - At(SqrtRecipm1AlphasCumprod, t) * noise;
        return xStart.MoveToOuterDisposeScope();
    }

    /// <summary>The step before, given where it started: q(x_{t−1} | x_t, x_0) (Ho et al. 2020, eqs. 6 and 7).</summary>
    /// <param name="xStart">x_0, shape (b, c, h, w).</param>
    /// <param name="xT">x_t, shape (b, c, h, w).</param>
    /// <param name="t">Timestep of each image, int64, shape (b).</param>
    /// <returns>The mean, shape (b, c, h, w); the variance and its clipped logarithm, shape (b, 1, 1, 1).</returns>
    /// <exception cref="ArgumentException">Shapes or types do not fit.</exception>
    public (Tensor Mean, Tensor Variance, Tensor LogVarianceClipped) QPosterior(Tensor xStart, Tensor xT, Tensor t)
    {
        CheckImages(xStart, nameof(xStart), t);
        Require.SameShape(xT, nameof(xT), xStart, nameof(xStart));
        using var scope = NewDisposeScope();

        // μ̃_t = c₁ · x_0 + c₂ · x_t
        var mean = At(PosteriorMeanCoef1, t) * xStart + At(PosteriorMeanCoef2, t) * xT;
        return scope.MoveToOuter(mean, At(PosteriorVariance, t), At(PosteriorLogVarianceClipped, t));
    }

    /// <summary>The timestep that a noise level stands for, the same for every image.</summary>
    /// <param name="batchSize">b.</param>
    /// <param name="noiseLevel">From 0 (no noise) to 1 (the last timestep).</param>
    /// <param name="device">Where the result lives; the CPU when null.</param>
    /// <returns>min(⌊T · level⌋, T − 1), int64, shape (b).</returns>
    /// <exception cref="ArgumentOutOfRangeException">The level lies outside [0, 1].</exception>
    public Tensor GetTimes(long batchSize, double noiseLevel, Device? device = null)
    {
        if (noiseLevel is not (>= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(
                nameof(noiseLevel), noiseLevel, "A noise level is a fraction of the chain: from 0 to 1.");
        }

        var time = Math.Min((int)(Timesteps * noiseLevel), Timesteps - 1);
        return SameTime(time, batchSize, device);
    }

    /// <summary>A timestep for each image, drawn uniformly from 0 … T − 1.</summary>
    /// <param name="batchSize">b.</param>
    /// <param name="device">Where the result lives; the CPU when null.</param>
    /// <returns>t, int64, shape (b).</returns>
    public Tensor SampleRandomTimes(long batchSize, Device? device = null) =>
        RandomDraws.Default.Times(Timesteps, batchSize, device);

    /// <summary>The timesteps in the order of sampling: T − 1, …, 1, 0.</summary>
    /// <param name="batchSize">b.</param>
    /// <param name="device">Where the results live; the CPU when null.</param>
    /// <returns>T tensors, int64, shape (b), each made when it is asked for; the caller disposes them.</returns>
    public IEnumerable<Tensor> SamplingTimesteps(long batchSize, Device? device = null)
    {
        for (var time = Timesteps - 1; time >= 0; time--)
        {
            yield return SameTime(time, batchSize, device);
        }
    }

    /// <summary>
    /// The same process, seen at some of its timesteps only (Nichol and Dhariwal 2021, eq. 19): a shorter chain whose
    /// step i adds the noise of all the steps between.
    /// </summary>
    /// <param name="timesteps">The timesteps kept, ascending, each from 0 to T − 1.</param>
    /// <returns>A chain of that many steps; the caller disposes it.</returns>
    public GaussianDiffusion Respaced(IReadOnlyList<int> timesteps)
    {
        var kept = timesteps.Select(t => ExactAlphasCumprod[t]).ToArray();

        // β'_i = 1 − ᾱ_{τ_i} / ᾱ_{τ_{i−1}}
        var betas = kept.Select((alphaBar, i) => 1 - alphaBar / (i == 0 ? 1 : kept[i - 1])).ToArray();
        return new GaussianDiffusion(timesteps.Count, _ => tensor(betas, dtype: ScalarType.Float64, device: CPU));
    }

    /// <summary>√ᾱ_t at each image's timestep, shape (b, 1, 1, 1).</summary>
    internal Tensor AlphaAt(Tensor t) => At(SqrtAlphasCumprod, t);

    /// <summary>√(1 − ᾱ_t) at each image's timestep, shape (b, 1, 1, 1).</summary>
    internal Tensor SigmaAt(Tensor t) => At(SqrtOneMinusAlphasCumprod, t);

    /// <summary>Frees the tables.</summary>
    public void Dispose() => tables.ForEach(table => table.Dispose());

    /// <summary>Checks images and the timestep of each.</summary>
    /// <exception cref="ArgumentException">Shapes or types do not fit; the message names the argument.</exception>
    internal static void CheckImages(Tensor images, string argument, Tensor t)
    {
        Require.Shape(images, argument, "b", "c", "h", "w");
        Require.FloatingPoint(images, argument);
        Require.Shape(t, nameof(t), images.shape[0]);
        Require.Type(t, nameof(t), ScalarType.Int64);
    }

    private static Tensor SameTime(int time, long batchSize, Device? device) =>
        full(new[] { batchSize }, time, dtype: ScalarType.Int64, device: device);

    /// <summary>A table's value at each image's timestep, shaped to be multiplied with images.</summary>
    private static Tensor At(Tensor table, Tensor t) => table.to(t.device).gather(0, t).view(-1, 1, 1, 1);

    /// <summary>A table to keep: in float32, and alive until this is disposed.</summary>
    private Tensor Keep(Tensor table)
    {
        var kept = table.to(ScalarType.Float32).DetachFromDisposeScope();
        tables.Add(kept);
        return kept;
    }
}
