using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SixLabors.ImageSharp.Formats;
using SixLabors.ImageSharp.Memory;
using SixLabors.ImageSharp.Metadata;
using SixLabors.ImageSharp.PixelFormats;
using SixLabors.ImageSharp.Processing;

namespace SixLabors.ImageSharp;

/// <summary>A picture in memory: one contiguous array of pixels, row after row.</summary>
public sealed class Image<TPixel> : Image
    where TPixel : unmanaged, IPixel<TPixel>
{
    private TPixel[]? pixels;

    public Image(int width, int height)
        : this(Configuration.Default, width, height)
    {
    }

    public Image(int width, int height, TPixel backgroundColor)
        : this(Configuration.Default, width, height, backgroundColor)
    {
    }

    public Image(Configuration configuration, int width, int height)
        : this(configuration, new Size(width, height), new ImageMetadata(), AllocationOptions.Clean)
    {
    }

    public Image(Configuration configuration, int width, int height, TPixel backgroundColor)
        : this(configuration, new Size(width, height), new ImageMetadata(), AllocationOptions.None)
        => Pixels.Fill(backgroundColor);

    internal Image(Configuration configuration, Size size, ImageMetadata metadata, AllocationOptions options)
        : base(NotNull(configuration), DescribePixel(), metadata, size)
        => pixels = Allocate(configuration, size, options);

    internal Span<TPixel> Pixels
    {
        get
        {
            EnsureNotDisposed();
            return pixels;
        }
    }

    public TPixel this[int x, int y]
    {
        get => Pixels[IndexOf(x, y)];
        set => Pixels[IndexOf(x, y)] = value;
    }

    /// <summary>Gives access to the rows, each a span.</summary>
    public void ProcessPixelRows(PixelAccessorAction<TPixel> processPixels)
    {
        ArgumentNullException.ThrowIfNull(processPixels);
        processPixels(new PixelAccessor<TPixel>(Pixels, Size));
    }

    public void CopyPixelDataTo(Span<TPixel> destination)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(destination.Length, Pixels.Length, nameof(destination));
        Pixels.CopyTo(destination);
    }

    public void CopyPixelDataTo(Span<byte> destination) => CopyPixelDataTo(MemoryMarshal.Cast<byte, TPixel>(destination));

    public bool DangerousTryGetSinglePixelMemory(out Memory<TPixel> memory)
    {
        EnsureNotDisposed();
        memory = pixels;
        return true;
    }

    public Image<TPixel> Clone() => Clone(Configuration);

    public Image<TPixel> Clone(Configuration configuration)
    {
        EnsureNotDisposed();
        var clone = new Image<TPixel>(configuration, Size, Metadata.DeepClone(), AllocationOptions.None);
        Pixels.CopyTo(clone.Pixels);
        return clone;
    }

    public override Image<TPixel2> CloneAs<TPixel2>(Configuration configuration)
    {
        EnsureNotDisposed();
        var clone = new Image<TPixel2>(configuration, Size, Metadata.DeepClone(), AllocationOptions.None);
        PixelConversion.Convert<TPixel, TPixel2>(Pixels, clone.Pixels);
        return clone;
    }

    public override string ToString() => $"Image<{typeof(TPixel).Name}>: {Width}x{Height}";

    protected override void Dispose(bool disposing) => pixels = null;

    internal override void EnsureNotDisposed() => ObjectDisposedException.ThrowIf(pixels is null, this);

    internal override void EncodeWith(IImageEncoder encoder, Stream stream) => encoder.Encode(this, stream);

    internal override IImageProcessingContext StartProcessing(Configuration configuration) => new ProcessingContext<TPixel>(this, configuration);

    internal Span<TPixel> Row(int y) => Pixels.Slice(y * Width, Width);

    /// <summary>Takes other pixels in place of its own.</summary>
    internal void Replace(TPixel[] replacement, Size size)
    {
        pixels = replacement;
        Size = size;
    }

    internal static TPixel[] Allocate(Configuration configuration, Size size, AllocationOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size.Width, "width");
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size.Height, "height");
        return configuration.MemoryAllocator.AllocateArray<TPixel>((long)size.Width * size.Height, options);
    }

    private static Configuration NotNull(Configuration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return configuration;
    }

    private static PixelTypeInfo DescribePixel() => new(
        Unsafe.SizeOf<TPixel>() * 8,
        typeof(TPixel) == typeof(Rgba32) ? PixelAlphaRepresentation.Unassociated : PixelAlphaRepresentation.None);

    private int IndexOf(int x, int y)
    {
        if ((uint)x >= (uint)Width)
            throw new ArgumentOutOfRangeException(nameof(x), x, $"The picture is {Width} pixels wide.");
        if ((uint)y >= (uint)Height)
            throw new ArgumentOutOfRangeException(nameof(y), y, $"The picture is {Height} pixels high.");
        return (y * Width) + x;
    }
}
