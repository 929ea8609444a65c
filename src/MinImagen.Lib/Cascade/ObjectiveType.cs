namespace MinImagen.Lib.Cascade;

/// <summary>What the U-Nets are trained to say about a noised image.</summary>
public enum ObjectiveType
{
    /// <summary>The noise in it: the original's (<see cref="Diffusion.Objective.Noise"/>).</summary>
    Noise,

    /// <summary>The image without it (<see cref="Diffusion.Objective.XStart"/>).</summary>
    XStart,

    /// <summary>The velocity between both (<see cref="Diffusion.Objective.V"/>).</summary>
    V,
}
