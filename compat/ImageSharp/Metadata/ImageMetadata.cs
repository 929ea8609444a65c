using SixLabors.ImageSharp.Formats;

namespace SixLabors.ImageSharp.Metadata;

/// <summary>What a file says about itself besides its pixels: its format and which way is up.</summary>
public sealed class ImageMetadata
{
    public ImageMetadata()
    {
    }

    private ImageMetadata(ImageMetadata other)
    {
        DecodedImageFormat = other.DecodedImageFormat;
        Orientation = other.Orientation;
    }

    /// <summary>The format that the picture was decoded from; null for one made in memory.</summary>
    public IImageFormat? DecodedImageFormat { get; internal set; }

    internal ExifOrientation Orientation { get; set; } = ExifOrientation.TopLeft;

    public ImageMetadata DeepClone() => new(this);
}
