using static TorchSharp.torch;

namespace MinImagen.Lib.Diffusion;

/// <summary>How much noise each timestep of the diffusion process adds, β_1 … β_T.</summary>
public static partial class VarianceSchedule
{
    /// <summary>The shortest chain that the linear schedule allows.</summary>
    public const int FewestTimesteps = 21;

    /// <summary>
    /// The linear schedule of Ho et al. 2020 (section 4): from 0.0001 to 0.02 in 1000 steps. With another number of
    /// steps both ends are scaled by 1000 / T, so that about as much noise is added in all.
    /// </summary>
    /// <param name="timesteps">T, at least <see cref="FewestTimesteps"/>.</param>
    /// <returns>β, float64, shape (T).</returns>
    /// <exception cref="ArgumentOutOfRangeException">T is so small that β_T would be 1 or more.</exception>
    public static Tensor Linear(int timesteps)
    {
        if (timesteps < FewestTimesteps)
        {
            throw new ArgumentOutOfRangeException(
                nameof(timesteps),
                timesteps,
                $"A diffusion process needs at least {FewestTimesteps} timesteps: the last step of the linear schedule has "
                + "the variance β_T = 20 / T, and at T = 20 it is 1, which leaves nothing of the image (ᾱ_T = 0) and "
                + "makes sampling divide by zero.");
        }

        // β_t = (1000 / T) · (0.0001 + (0.02 − 0.0001) · t / (T − 1))
        var scale = 1000.0 / timesteps;
        return linspace(scale * 0.0001, scale * 0.02, timesteps, dtype: ScalarType.Float64, device: CPU);
    }
}
