using MinImagen.Lib.Diffusion;

namespace MinImagen.Lib.Generation;

/// <summary>The kinds of <see cref="Thresholding"/>, by the words of a settings file.</summary>
public enum ThresholdingKind
{
    /// <summary>Predictions are left as they are.</summary>
    None,

    /// <summary>They are clipped.</summary>
    Static,

    /// <summary>They are clipped at a percentile and divided by it.</summary>
    Dynamic,
}
