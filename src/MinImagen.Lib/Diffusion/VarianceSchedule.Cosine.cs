using static TorchSharp.torch;

namespace MinImagen.Lib.Diffusion;

public static partial class VarianceSchedule
{
    /// <summary>
    /// The cosine schedule of Nichol and Dhariwal 2021 (eq. 17): ᾱ falls like cos², slowly at both ends, where the linear
    /// schedule spends its last steps on what is noise already.
    /// </summary>
    /// <param name="timesteps">T, at least 1.</param>
    /// <returns>β, float64, shape (T).</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no step.</exception>
    public static Tensor Cosine(int timesteps)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(timesteps, 1);
        using var scope = NewDisposeScope();

        // f(t) = cos²( (t/T + s) / (1 + s) · π/2 ),   s = 0.008: the first steps add a little noise too
        const double s = 0.008;
        var t = arange(0, timesteps + 1, dtype: ScalarType.Float64, device: CPU);
        var f = ((t / timesteps + s) * (Math.PI / 2 / (1 + s))).cos().square();

        // β_t = min(1 − ᾱ_t / ᾱ_{t−1}, 0.999),   ᾱ_t = f(t) / f(0): clipped, since f(T) = 0 would leave nothing to go back from
        var ratios = f.narrow(0, 1, timesteps) / f.narrow(0, 0, timesteps);
        return (1 - ratios).clamp_max(0.999).MoveToOuterDisposeScope();
    }
}
