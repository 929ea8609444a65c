using SixLabors.ImageSharp.PixelFormats;

namespace SixLabors.ImageSharp.Formats.Png;

/// <summary>Turns a row of pixels into the samples of a PNG file.</summary>
internal readonly struct PngRowPacker(PngColorType type, int bitDepth)
{
    /// <summary>How far back a filter looks for the pixel to the left.</summary>
    internal int BytesPerPixel => Math.Max(1, BitsPerPixel / 8);

    private int BitsPerPixel => bitDepth * PngDescription.Channels(type);

    internal static PngColorType TypeOf<TPixel>()
        where TPixel : unmanaged, IPixel<TPixel>
        => typeof(TPixel) == typeof(L8) ? PngColorType.Grayscale
            : typeof(TPixel) == typeof(Rgb24) ? PngColorType.Rgb
            : PngColorType.RgbWithAlpha;

    internal int RowLength(int columns) => checked((int)((((long)columns * BitsPerPixel) + 7) / 8));

    /// <summary>Packs every <paramref name="step"/>th pixel from <paramref name="start"/> on.</summary>
    internal void Pack<TPixel>(ReadOnlySpan<TPixel> row, int start, int step, Span<byte> packed)
        where TPixel : unmanaged, IPixel<TPixel>
    {
        packed.Clear();
        Rgba32 pixel = default;
        L8 gray = default;
        int sample = 0;
        for (int x = start; x < row.Length; x += step)
        {
            row[x].ToRgba32(ref pixel);
            if (type is PngColorType.Grayscale or PngColorType.GrayscaleWithAlpha)
            {
                gray.FromRgba32(pixel);
                Put(packed, sample++, gray.PackedValue);
            }
            else
            {
                Put(packed, sample++, pixel.R);
                Put(packed, sample++, pixel.G);
                Put(packed, sample++, pixel.B);
            }

            if (type is PngColorType.GrayscaleWithAlpha or PngColorType.RgbWithAlpha)
                Put(packed, sample++, pixel.A);
        }
    }

    private void Put(Span<byte> packed, int sample, byte value)
    {
        switch (bitDepth)
        {
            case 8:
                packed[sample] = value;
                break;
            case 16:
                // 255 · 257 = 65535
                packed[2 * sample] = packed[(2 * sample) + 1] = value;
                break;
            default:
                int largest = (1 << bitDepth) - 1;
                int rounded = ((value * largest) + 127) / 255;
                int bit = sample * bitDepth;
                packed[bit / 8] |= (byte)(rounded << (8 - bitDepth - (bit % 8)));
                break;
        }
    }
}
