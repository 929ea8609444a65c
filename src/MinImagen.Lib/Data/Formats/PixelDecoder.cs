using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats.Jpeg;
using SixLabors.ImageSharp.Formats.Png;
using SixLabors.ImageSharp.Formats.Webp;
using SixLabors.ImageSharp.Memory;
using SixLabors.ImageSharp.Metadata.Profiles.Exif;
using SixLabors.ImageSharp.PixelFormats;
using SixLabors.ImageSharp.Processing;

namespace MinImagen.Lib.Data.Formats;

/// <summary>ImageSharp with three decoders and a limit to its memory.</summary>
internal static class PixelDecoder
{
    /// <summary>A hundred megapixels of four bytes, and some more.</summary>
    private const int MostMegabytesAtOnce = 512;

    private static readonly Configuration decoding = Configure();

    /// <summary>Reads width and height, and decodes nothing.</summary>
    internal static Size SizeOf(PictureParts picture)
    {
        using var stream = new MemoryStream(picture.File, writable: false);
        return Image.Identify(decoding, stream).Size();
    }

    /// <summary>Decodes a picture, upright, with whatever is transparent laid over white.</summary>
    internal static Pixels Decode(PictureParts picture)
    {
        using var stream = new MemoryStream(picture.File, writable: false);
        using var image = Image.Load<Rgba32>(decoding, stream);
        image.Metadata.ExifProfile = new ExifProfile();
        image.Metadata.ExifProfile.SetValue(ExifTag.Orientation, picture.Orientation);
        image.Mutate(context => context.AutoOrient());

        var rgb = new byte[image.Width * image.Height * 3];
        image.ProcessPixelRows(rows =>
        {
            for (var y = 0; y < rows.Height; y++)
                LayOverWhite(rows.GetRowSpan(y), rgb.AsSpan(y * rows.Width * 3));
        });
        return new Pixels(image.Width, image.Height, rgb);
    }

    private static void LayOverWhite(ReadOnlySpan<Rgba32> row, Span<byte> rgb)
    {
        for (var x = 0; x < row.Length; x++)
        {
            var (pixel, at) = (row[x], 3 * x);
            (rgb[at], rgb[at + 1], rgb[at + 2]) = (Over(pixel.R, pixel.A), Over(pixel.G, pixel.A), Over(pixel.B, pixel.A));
        }
    }

    // α c + (1 − α) white, in bytes, rounded
    private static byte Over(byte colour, byte alpha) => (byte)(((colour * alpha) + (255 * (255 - alpha)) + 127) / 255);

    private static Configuration Configure()
    {
        var configuration = new Configuration(new PngConfigurationModule(), new JpegConfigurationModule(), new WebpConfigurationModule())
        {
            // nothing is kept for the next picture: what one took is free again
            MemoryAllocator = MemoryAllocator.Create(new MemoryAllocatorOptions { AllocationLimitMegabytes = MostMegabytesAtOnce, MaximumPoolSizeMegabytes = 0 }),
        };
        configuration.ImageFormatsManager.SetDecoder(PngFormat.Instance, new PngDecoder { IgnoreMetadata = true });
        configuration.ImageFormatsManager.SetDecoder(JpegFormat.Instance, new JpegDecoder { IgnoreMetadata = true });
        configuration.ImageFormatsManager.SetDecoder(WebpFormat.Instance, new WebpDecoder { IgnoreMetadata = true });
        return configuration;
    }
}
