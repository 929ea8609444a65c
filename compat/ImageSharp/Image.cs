using SixLabors.ImageSharp.Formats;
using SixLabors.ImageSharp.Metadata;
using SixLabors.ImageSharp.PixelFormats;
using SixLabors.ImageSharp.Processing;

namespace SixLabors.ImageSharp;

/// <summary>A picture of any pixel format.</summary>
public abstract partial class Image : IDisposable
{
    private protected Image(Configuration configuration, PixelTypeInfo pixelType, ImageMetadata metadata, Size size)
    {
        Configuration = configuration;
        PixelType = pixelType;
        Metadata = metadata;
        Size = size;
    }

    public Configuration Configuration { get; }

    public PixelTypeInfo PixelType { get; }

    public int Width => Size.Width;

    public int Height => Size.Height;

    public ImageMetadata Metadata { get; }

    public Size Size { get; private protected set; }

    public Rectangle Bounds => new(0, 0, Width, Height);

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    public void Save(Stream stream, IImageEncoder encoder)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(encoder);
        EnsureNotDisposed();
        EncodeWith(encoder, stream);
    }

    public Image<TPixel2> CloneAs<TPixel2>()
        where TPixel2 : unmanaged, IPixel<TPixel2>
        => CloneAs<TPixel2>(Configuration);

    public abstract Image<TPixel2> CloneAs<TPixel2>(Configuration configuration)
        where TPixel2 : unmanaged, IPixel<TPixel2>;

    protected abstract void Dispose(bool disposing);

    internal abstract void EnsureNotDisposed();

    /// <summary>Calls the encoder with the picture's own pixel format.</summary>
    internal abstract void EncodeWith(IImageEncoder encoder, Stream stream);

    internal abstract IImageProcessingContext StartProcessing(Configuration configuration);
}
