using SixLabors.ImageSharp.Memory;
using SixLabors.ImageSharp.Metadata;
using SixLabors.ImageSharp.PixelFormats;

namespace SixLabors.ImageSharp.Processing;

/// <summary>What can be done to a picture, whatever its pixel format.</summary>
internal abstract class ProcessingContext(Configuration configuration) : IImageProcessingContext
{
    public Configuration Configuration { get; } = configuration;

    internal abstract ExifOrientation Orientation { get; set; }

    public abstract Size GetCurrentSize();

    internal static ProcessingContext Of(IImageProcessingContext source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return source as ProcessingContext
            ?? throw new ArgumentException("Not a processing context of this library's.", nameof(source));
    }

    /// <summary>Composites every pixel of a region over a colour.</summary>
    internal abstract void CompositeOver(Color color, Rectangle region);

    /// <summary>Makes a picture of another size, each pixel taken from somewhere in this one.</summary>
    internal abstract void Rearrange(Size size, Func<int, int, Point> source);
}

internal sealed class ProcessingContext<TPixel>(Image<TPixel> image, Configuration configuration) : ProcessingContext(configuration)
    where TPixel : unmanaged, IPixel<TPixel>
{
    internal override ExifOrientation Orientation
    {
        get => image.Metadata.Orientation;
        set => image.Metadata.Orientation = value;
    }

    public override Size GetCurrentSize() => image.Size;

    internal override void CompositeOver(Color color, Rectangle region)
    {
        var background = color.ToPixel<Rgba32>();
        region = Rectangle.Intersect(region, image.Bounds);
        Rgba32 pixel = default;
        for (int y = region.Top; y < region.Bottom; y++)
        {
            foreach (ref TPixel target in image.Row(y).Slice(region.Left, region.Width))
            {
                target.ToRgba32(ref pixel);
                target.FromRgba32(Compositing.Over(pixel, background));
            }
        }
    }

    internal override void Rearrange(Size size, Func<int, int, Point> source)
    {
        TPixel[] rearranged = Image<TPixel>.Allocate(Configuration, size, AllocationOptions.None);
        Span<TPixel> pixels = image.Pixels;
        int width = image.Width;
        for (int y = 0, to = 0; y < size.Height; y++)
        {
            for (int x = 0; x < size.Width; x++, to++)
            {
                Point from = source(x, y);
                rearranged[to] = pixels[(from.Y * width) + from.X];
            }
        }

        image.Replace(rearranged, size);
    }
}
