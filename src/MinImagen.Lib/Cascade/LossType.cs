namespace MinImagen.Lib.Cascade;

/// <summary>How far the predicted noise is from the noise, averaged over all values.</summary>
public enum LossType
{
    /// <summary>|ε − ε_θ|</summary>
    L1,

    /// <summary>(ε − ε_θ)²</summary>
    L2,

    /// <summary>Quadratic up to 1, linear beyond (Huber 1964).</summary>
    Huber,
}
