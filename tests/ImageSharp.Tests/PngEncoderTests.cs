using SixLabors.ImageSharp.Formats.Png;
using SixLabors.ImageSharp.PixelFormats;

namespace SixLabors.ImageSharp.Tests;

/// <summary>What the encoder writes, libpng reads back.</summary>
public class PngEncoderTests
{
    public static TheoryData<PngColorType, PngBitDepth, PngInterlaceMode, PngFilterMethod> Options()
    {
        (PngColorType, PngBitDepth[])[] kinds =
        [
            (PngColorType.Grayscale, [PngBitDepth.Bit1, PngBitDepth.Bit2, PngBitDepth.Bit4, PngBitDepth.Bit8, PngBitDepth.Bit16]),
            (PngColorType.GrayscaleWithAlpha, [PngBitDepth.Bit8, PngBitDepth.Bit16]),
            (PngColorType.Rgb, [PngBitDepth.Bit8, PngBitDepth.Bit16]),
            (PngColorType.RgbWithAlpha, [PngBitDepth.Bit8, PngBitDepth.Bit16]),
        ];
        var data = new TheoryData<PngColorType, PngBitDepth, PngInterlaceMode, PngFilterMethod>();
        foreach ((PngColorType type, PngBitDepth[] depths) in kinds)
        {
            foreach (PngBitDepth depth in depths)
            {
                foreach (PngInterlaceMode interlace in Enum.GetValues<PngInterlaceMode>())
                {
                    foreach (PngFilterMethod filter in Enum.GetValues<PngFilterMethod>())
                        data.Add(type, depth, interlace, filter);
                }
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Options))]
    public void ReadsBackTheSame(PngColorType type, PngBitDepth depth, PngInterlaceMode interlace, PngFilterMethod filter)
    {
        using Image<Rgba32> image = Picture(19, 13);
        using var stream = new MemoryStream();
        image.SaveAsPng(stream, new PngEncoder { ColorType = type, BitDepth = depth, InterlaceMethod = interlace, FilterMethod = filter });
        byte[] file = stream.ToArray();

        Assert.Equal((byte)depth, file[24]);
        Assert.Equal((byte)type, file[25]);
        Assert.Equal((byte)interlace, file[28]);
        using Image<Rgba32> back = Image.Load<Rgba32>(file);
        bool alpha = type is PngColorType.GrayscaleWithAlpha or PngColorType.RgbWithAlpha;
        bool gray = type is PngColorType.Grayscale or PngColorType.GrayscaleWithAlpha;
        int levels = Math.Min(255, (1 << (int)depth) - 1);
        for (int y = 0; y < image.Height; y++)
        {
            for (int x = 0; x < image.Width; x++)
            {
                Rgba32 source = image[x, y];
                Assert.Equal(alpha ? source.A : byte.MaxValue, back[x, y].A);
                if (!gray)
                {
                    Assert.Equal(source.Rgb, back[x, y].Rgb);
                    continue;
                }

                L8 luminance = default;
                luminance.FromRgba32(source);
                double expected = Math.Round(Math.Round(luminance.PackedValue / 255.0 * levels) * 255 / levels);
                Assert.Equal(expected, back[x, y].R);
            }
        }
    }

    [Fact]
    public void PixelFormatsKeepTheirChannels()
    {
        Assert.Equal(PngColorType.Grayscale, TypeWritten(new Image<L8>(2, 2)));
        Assert.Equal(PngColorType.Rgb, TypeWritten(new Image<Rgb24>(2, 2)));
        Assert.Equal(PngColorType.RgbWithAlpha, TypeWritten(new Image<Rgba32>(2, 2)));
    }

    [Fact]
    public void CompressionLevelsAreObeyed()
    {
        long none = Length(PngCompressionLevel.NoCompression);
        long fast = Length(PngCompressionLevel.BestSpeed);
        long best = Length(PngCompressionLevel.BestCompression);
        Assert.True(best <= fast && fast < none, $"{best} <= {fast} < {none}");
        Assert.True(none > 200 * 150 * 3);
    }

    [Fact]
    public void PalettesAreRefused()
        => Assert.Throws<NotSupportedException>(() => Picture(2, 2).SaveAsPng(new MemoryStream(), new PngEncoder { ColorType = PngColorType.Palette }));

    internal static Image<Rgba32> Picture(int width, int height)
    {
        var image = new Image<Rgba32>(width, height);
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
                image[x, y] = new Rgba32((byte)(x * 13), (byte)(y * 17), (byte)((x * y) + 5), (byte)(255 - (x * 9) - y));
        }

        return image;
    }

    private static PngColorType TypeWritten(Image image)
    {
        using var stream = new MemoryStream();
        image.SaveAsPng(stream);
        image.Dispose();
        return (PngColorType)stream.ToArray()[25];
    }

    private static long Length(PngCompressionLevel level)
    {
        using Image<Rgb24> image = Picture(200, 150).CloneAs<Rgb24>();
        using var stream = new MemoryStream();
        image.SaveAsPng(stream, new PngEncoder { CompressionLevel = level });
        return stream.Length;
    }
}
