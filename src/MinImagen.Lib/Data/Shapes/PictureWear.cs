namespace MinImagen.Lib.Data.Shapes;

/// <summary>How <see cref="WornPictures"/> makes pictures worse.</summary>
public enum PictureWear
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>Blurred by 1/64 of the side: half a pixel of 32, one of 64.</summary>
    Blur,

    /// <summary>Noisy, with a standard deviation of 0.05.</summary>
    Noise,

    /// <summary>Blurred, then noisy.</summary>
    BlurAndNoise,
}
