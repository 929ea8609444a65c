namespace SixLabors.ImageSharp.PixelFormats;

public enum PixelAlphaRepresentation
{
    None = 0,
    Associated = 1,
    Unassociated = 2,
}
