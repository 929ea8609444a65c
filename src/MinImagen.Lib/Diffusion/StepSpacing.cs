namespace MinImagen.Lib.Diffusion;

/// <summary>
/// Which timesteps of a chain a sampler visits when it may visit only some. The first is always T − 1, where there is
/// nothing but noise, and the last 0, from which the last step leads to x_0.
/// </summary>
public enum StepSpacing
{
    /// <summary>Evenly in t, rounded: as DDPM's and DDIM's authors thin out a chain.</summary>
    Time,

    /// <summary>
    /// Evenly in λ_t = log(√ᾱ_t / √(1 − ᾱ_t)), half the logarithm of the signal-to-noise ratio, at the nearest timesteps
    /// not yet taken: the variable in which DPM-Solver's steps are even, and denser where there is little noise.
    /// </summary>
    LogSnr,
}
