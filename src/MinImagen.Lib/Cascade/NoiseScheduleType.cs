namespace MinImagen.Lib.Cascade;

/// <summary>How fast an image drowns in noise.</summary>
public enum NoiseScheduleType
{
    /// <summary>β_t rises linearly: the original's (<see cref="Diffusion.VarianceSchedule.Linear"/>).</summary>
    Linear,

    /// <summary>ᾱ_t falls like cos² (<see cref="Diffusion.VarianceSchedule.Cosine"/>).</summary>
    Cosine,
}
