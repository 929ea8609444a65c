namespace SixLabors.ImageSharp.Formats;

/// <summary>The channels that a file stores.</summary>
internal enum StoredLayout
{
    Gray,
    Color,
    ColorWithAlpha,
    Cmyk,
}
