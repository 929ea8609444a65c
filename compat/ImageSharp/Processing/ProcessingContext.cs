using System.Numerics;
using SixLabors.ImageSharp.Memory;
using SixLabors.ImageSharp.Metadata;
using SixLabors.ImageSharp.PixelFormats;
using SixLabors.ImageSharp.Processing.Processors.Transforms;

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

    /// <summary>Makes a picture of another size, each pixel a weighted mean of some in this one.</summary>
    internal abstract void Resize(Size size, IResampler sampler);
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

    internal override void Resize(Size size, IResampler sampler)
    {
        MemoryAllocator allocator = Configuration.MemoryAllocator;
        Vector4[] narrowed = allocator.AllocateArray<Vector4>((long)size.Width * image.Height);
        ResizeKernel[] horizontal = ResizeKernel.Compute(image.Width, size.Width, sampler);
        Vector4[] row = new Vector4[image.Width];
        for (int y = 0; y < image.Height; y++)
        {
            ReadOnlySpan<TPixel> source = image.Row(y);
            for (int x = 0; x < row.Length; x++)
            {
                // What is transparent has no say in the colours: they are weighed with alpha multiplied in.
                Vector4 pixel = source[x].ToScaledVector4();
                row[x] = new Vector4(pixel.AsVector3() * pixel.W, pixel.W);
            }

            for (int x = 0; x < size.Width; x++)
                narrowed[(y * size.Width) + x] = Mean(row, horizontal[x], 0, 1);
        }

        TPixel[] resized = Image<TPixel>.Allocate(Configuration, size, AllocationOptions.None);
        ResizeKernel[] vertical = ResizeKernel.Compute(image.Height, size.Height, sampler);
        for (int y = 0; y < size.Height; y++)
        {
            for (int x = 0; x < size.Width; x++)
            {
                Vector4 mean = Mean(narrowed, vertical[y], x, size.Width);
                resized[(y * size.Width) + x].FromScaledVector4(mean.W > 0 ? new Vector4(mean.AsVector3() / mean.W, mean.W) : Vector4.Zero);
            }
        }

        image.Replace(resized, size);
    }

    private static Vector4 Mean(ReadOnlySpan<Vector4> pixels, in ResizeKernel kernel, int offset, int stride)
    {
        Vector4 mean = Vector4.Zero;
        for (int i = 0; i < kernel.Weights.Length; i++)
            mean += pixels[offset + ((kernel.Start + i) * stride)] * kernel.Weights[i];
        return mean;
    }
}
