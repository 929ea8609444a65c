using System.Runtime.InteropServices;
using SixLabors.ImageSharp.Native;
using SixLabors.ImageSharp.PixelFormats;

namespace SixLabors.ImageSharp.Formats.Jpeg;

/// <summary>Writes baseline JPEG files; alpha is dropped.</summary>
public sealed class JpegEncoder : ImageEncoder
{
    private const int DefaultQuality = 75;

    private readonly int? quality;

    /// <summary>1 to 100; 75 where nothing is said.</summary>
    public int? Quality
    {
        get => quality;
        init
        {
            if (value is < 1 or > 100)
                throw new ArgumentException("Quality factor must be in [1..100] range.");
            quality = value;
        }
    }

    /// <summary>
    /// How the colours are stored; at half the resolution in both directions where nothing is said, or not at all for a
    /// picture in gray.
    /// </summary>
    public JpegEncodingColor? ColorType { get; init; }

    protected override void Encode<TPixel>(Image<TPixel> image, Stream stream, CancellationToken cancellationToken)
    {
        bool gray = typeof(TPixel) == typeof(L8);
        TurboJpeg.Subsampling subsampling = (ColorType ?? (gray ? JpegEncodingColor.Luminance : JpegEncodingColor.YCbCrRatio420)) switch
        {
            JpegEncodingColor.YCbCrRatio420 => TurboJpeg.Subsampling.Quarter420,
            JpegEncodingColor.YCbCrRatio422 => TurboJpeg.Subsampling.Half422,
            JpegEncodingColor.YCbCrRatio444 => TurboJpeg.Subsampling.None444,
            JpegEncodingColor.YCbCrRatio411 => TurboJpeg.Subsampling.Quarter411,
            JpegEncodingColor.Luminance => TurboJpeg.Subsampling.Gray,
            var other => throw new NotSupportedException($"A JPEG file cannot be written as {other}; use a YCbCr type or Luminance."),
        };
        if (image.Width > ushort.MaxValue || image.Height > ushort.MaxValue)
            throw new ImageFormatException($"A JPEG file holds at most {ushort.MaxValue} pixels a side, not {image.Width}x{image.Height}.");

        if (gray)
        {
            Encode(MemoryMarshal.AsBytes(image.Pixels), TurboJpeg.PixelFormat.Gray);
            return;
        }

        if (typeof(TPixel) == typeof(Rgb24))
        {
            Encode(MemoryMarshal.AsBytes(image.Pixels), TurboJpeg.PixelFormat.Rgb);
            return;
        }

        using Image<Rgb24> opaque = image.CloneAs<Rgb24>();
        Encode(MemoryMarshal.AsBytes(opaque.Pixels), TurboJpeg.PixelFormat.Rgb);

        void Encode(ReadOnlySpan<byte> pixels, TurboJpeg.PixelFormat format)
            => TurboJpeg.Encode(pixels, image.Size, format, subsampling, Quality ?? DefaultQuality, stream);
    }
}
