namespace MinImagen.Lib.Data;

/// <summary>How a picture that is not square becomes square.</summary>
public enum ImageFit
{
    /// <summary>The largest square in its centre; nothing is distorted.</summary>
    CentreCrop,

    /// <summary>The whole picture, its sides scaled differently, as the original does.</summary>
    Squash,
}
