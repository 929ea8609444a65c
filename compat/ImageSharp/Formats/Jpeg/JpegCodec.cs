using SixLabors.ImageSharp.Native;

namespace SixLabors.ImageSharp.Formats.Jpeg;

/// <summary>JPEG (ITU-T T.81), baseline and progressive, through libjpeg-turbo.</summary>
internal sealed class JpegCodec : Codec
{
    internal override IImageFormat Format => JpegFormat.Instance;

    internal override IImageEncoder? DefaultEncoder { get; } = new JpegEncoder();

    internal override bool Matches(ReadOnlySpan<byte> header) => header.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]);

    internal override ImageHeader ReadHeader(ReadOnlySpan<byte> file)
    {
        JpegDescription description = JpegDescription.Read(file);
        StoredLayout layout = description.Components switch
        {
            1 => StoredLayout.Gray,
            3 => StoredLayout.Color,
            4 => StoredLayout.Cmyk,
            _ => throw new InvalidImageContentException($"The JPEG file has {description.Components} colour components; 1, 3 or 4 can be read."),
        };
        long pixels = (long)description.Size.Width * description.Size.Height;

        // With several scans libjpeg keeps every coefficient of the picture, two bytes each.
        long scratch = description.Scans > 1 ? pixels * description.Components * 2 : 0;
        return new ImageHeader(description.Size, 8 * description.Components, layout, description.Orientation, scratch);
    }

    internal override void Decode(ReadOnlySpan<byte> file, in ImageHeader header, Span<byte> pixels, bool alpha, Configuration configuration)
    {
        file = file[..JpegDescription.Read(file).Length];
        if (header.Layout != StoredLayout.Cmyk)
        {
            TurboJpeg.Decode(file, header.Size, pixels, alpha ? TurboJpeg.PixelFormat.Rgba : TurboJpeg.PixelFormat.Rgb);
            return;
        }

        byte[] cmyk = configuration.MemoryAllocator.AllocateArray<byte>((long)header.Size.Width * header.Size.Height * 4);
        TurboJpeg.Decode(file, header.Size, cmyk, TurboJpeg.PixelFormat.Cmyk);
        ConvertCmyk(cmyk, pixels, alpha);
    }

    /// <summary>
    /// Inks as Adobe stores them, 255 for none: a channel is what the ink and the black let through. No ICC profile is
    /// applied.
    /// </summary>
    private static void ConvertCmyk(ReadOnlySpan<byte> cmyk, Span<byte> pixels, bool alpha)
    {
        int step = alpha ? 4 : 3;
        for (int from = 0, to = 0; from < cmyk.Length; from += 4, to += step)
        {
            int black = cmyk[from + 3];
            for (int channel = 0; channel < 3; channel++)
            {
                // R = C · K / 255, rounded
                pixels[to + channel] = (byte)(((cmyk[from + channel] * black) + 127) / 255);
            }

            if (alpha)
                pixels[to + 3] = byte.MaxValue;
        }
    }
}
