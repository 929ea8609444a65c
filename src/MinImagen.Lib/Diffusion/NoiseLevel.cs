namespace MinImagen.Lib.Diffusion;

/// <summary>How an image and noise are mixed at a timestep, x_t = α · x_0 + σ · ε with α² + σ² = 1.</summary>
/// <param name="AlphaBar">ᾱ_t, the image's share of the power.</param>
internal readonly record struct NoiseLevel(double AlphaBar)
{
    /// <summary>α_t = √ᾱ_t</summary>
    public double Alpha => Math.Sqrt(AlphaBar);

    /// <summary>σ_t = √(1 − ᾱ_t)</summary>
    public double Sigma => Math.Sqrt(1 - AlphaBar);

    /// <summary>λ_t = log(α_t / σ_t), half the logarithm of the signal-to-noise ratio; ∞ where there is no noise.</summary>
    public double Lambda => Math.Log(Alpha / Sigma);

    /// <summary>The level at a timestep of a chain; at −1 the image itself, ᾱ_{−1} = 1.</summary>
    public static NoiseLevel At(GaussianDiffusion diffusion, int time) =>
        new(time < 0 ? 1 : diffusion.ExactAlphasCumprod[time]);
}
