using static TorchSharp.torch;

namespace MinImagen.Lib.Diffusion;

/// <summary>
/// What a model of the diffusion process is trained to say about x_t. Noise, x_0 and v tell one another, given x_t: they
/// differ in how the errors of a model that is not perfect weigh.
/// </summary>
public abstract class Objective
{
    /// <summary>ε, the noise: what Ho et al. 2020, Imagen and the original use.</summary>
    public static Objective Noise { get; } = new NoiseObjective();

    /// <summary>x_0, the image itself.</summary>
    public static Objective XStart { get; } = new XStartObjective();

    /// <summary>v, the velocity of Salimans and Ho 2022.</summary>
    public static Objective V { get; } = new VObjective();

    /// <summary>What the model should say.</summary>
    /// <param name="diffusion">The process.</param>
    /// <param name="xStart">x_0, shape (b, c, h, w).</param>
    /// <param name="t">The timestep of each image, int64, shape (b).</param>
    /// <param name="noise">ε, shape (b, c, h, w).</param>
    /// <returns>Shape (b, c, h, w).</returns>
    public abstract Tensor Target(GaussianDiffusion diffusion, Tensor xStart, Tensor t, Tensor noise);

    /// <summary>The noise in what the model said, which is what samplers ask for.</summary>
    /// <param name="diffusion">The process.</param>
    /// <param name="xT">x_t, shape (b, c, h, w).</param>
    /// <param name="t">The timestep of each image, int64, shape (b).</param>
    /// <param name="output">What the model said of it, shape (b, c, h, w).</param>
    /// <returns>ε, shape (b, c, h, w).</returns>
    public abstract Tensor ToNoise(GaussianDiffusion diffusion, Tensor xT, Tensor t, Tensor output);

    /// <summary>How many times the squared error of x_0 that of the output is, where both say the same.</summary>
    /// <param name="snr">The signal-to-noise ratio at the timestep, ᾱ_t / (1 − ᾱ_t).</param>
    /// <returns>The ratio.</returns>
    public abstract double SquaredErrorPerStart(double snr);
}
