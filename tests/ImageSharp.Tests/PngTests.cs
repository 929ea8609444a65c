using SixLabors.ImageSharp.Formats.Png;
using SixLabors.ImageSharp.PixelFormats;

namespace SixLabors.ImageSharp.Tests;

/// <summary>Files of every kind, made by the tests, against pixels worked out from their samples.</summary>
public class PngTests
{
    private static readonly (int ColorType, int BitDepth)[] Kinds =
        [(0, 1), (0, 2), (0, 4), (0, 8), (0, 16), (2, 8), (2, 16), (3, 1), (3, 2), (3, 4), (3, 8), (4, 8), (4, 16), (6, 8), (6, 16)];

    public static TheoryData<int, int, bool, bool, int, int> Files()
    {
        var data = new TheoryData<int, int, bool, bool, int, int>();
        foreach ((int colorType, int bitDepth) in Kinds)
        {
            foreach (bool interlaced in new[] { false, true })
            {
                foreach (bool transparency in colorType is 0 or 2 or 3 ? new[] { false, true } : [false])
                {
                    data.Add(colorType, bitDepth, interlaced, transparency, 1, 1);
                    data.Add(colorType, bitDepth, interlaced, transparency, 3, 7);
                    data.Add(colorType, bitDepth, interlaced, transparency, 33, 18);
                }
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void PixelsAreThoseOfTheSamples(int colorType, int bitDepth, bool interlaced, bool transparency, int width, int height)
    {
        TestPng png = Make(colorType, bitDepth, interlaced, transparency, width, height);
        byte[] file = png.Encode();
        using Image<Rgba32> rgba = Image.Load<Rgba32>(file);
        using Image<Rgb24> rgb = Image.Load<Rgb24>(file);
        using Image<L8> gray = Image.Load<L8>(file);

        Assert.Equal(new Size(width, height), rgba.Size);
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                Rgba32 expected = Expected(png, x, y);
                Assert.Equal(expected, rgba[x, y]);

                // Alpha is dropped, not composited.
                Assert.Equal(new Rgb24(expected.R, expected.G, expected.B), rgb[x, y]);
                double luminance = (0.2126 * expected.R) + (0.7152 * expected.G) + (0.0722 * expected.B);
                Assert.InRange(gray[x, y].PackedValue, luminance - 0.501, luminance + 0.501);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void IdentifyReadsTheHeader(int colorType, int bitDepth, bool interlaced, bool transparency, int width, int height)
    {
        ImageInfo info = Image.Identify(Make(colorType, bitDepth, interlaced, transparency, width, height).Encode());

        Assert.Equal((width, height), (info.Width, info.Height));
        Assert.Equal(bitDepth * TestPng.Channels(colorType), info.PixelType.BitsPerPixel);
        Assert.Equal(
            transparency || colorType >= 4 ? PixelAlphaRepresentation.Unassociated : PixelAlphaRepresentation.None,
            info.PixelType.AlphaRepresentation);
        Assert.Same(PngFormat.Instance, info.Metadata.DecodedImageFormat);
    }

    [Theory]
    [InlineData(0, 8, false, typeof(Image<L8>))]
    [InlineData(2, 8, false, typeof(Image<Rgb24>))]
    [InlineData(3, 4, false, typeof(Image<Rgb24>))]
    [InlineData(3, 4, true, typeof(Image<Rgba32>))]
    [InlineData(6, 16, false, typeof(Image<Rgba32>))]
    public void LoadChoosesThePixelFormat(int colorType, int bitDepth, bool transparency, Type expected)
    {
        using Image image = Image.Load(Make(colorType, bitDepth, false, transparency, 5, 4).Encode());
        Assert.IsType(expected, image);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(40)]
    public void DataMayComeInPieces(int pieces)
    {
        TestPng whole = Make(2, 8, false, false, 20, 10);
        var split = new TestPng { Width = 20, Height = 10, ColorType = 2, BitDepth = 8, Samples = whole.Samples, DataChunks = pieces };
        Assert.Equal(Pixels(whole.Encode()), Pixels(split.Encode()));
    }

    [Fact]
    public void GammaAndUnknownAncillaryChunksChangeNothing()
    {
        TestPng plain = Make(6, 8, false, false, 9, 9);
        var annotated = new TestPng
        {
            Width = 9,
            Height = 9,
            ColorType = 6,
            BitDepth = 8,
            Samples = plain.Samples,
            BeforeData = [("gAMA", [0, 1, 0x86, 0xA0]), ("vpAg", [1, 2, 3]), ("iCCP", [65, 0, 0, 1, 2, 3])],
        };
        Assert.Equal(Pixels(plain.Encode()), Pixels(annotated.Encode()));
    }

    internal static TestPng Make(int colorType, int bitDepth, bool interlaced, bool transparency, int width, int height)
    {
        var random = new Random((colorType * 100) + bitDepth);
        int channels = TestPng.Channels(colorType);
        int paletteSize = 1 << Math.Min(bitDepth, 8);
        int[,,] samples = new int[height, width, channels];
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                for (int c = 0; c < channels; c++)
                    samples[y, x, c] = random.Next(1 << bitDepth);
            }
        }

        byte[]? palette = null;
        byte[]? trns = null;
        if (colorType == 3)
        {
            palette = new byte[3 * paletteSize];
            random.NextBytes(palette);
            if (transparency)
            {
                // Shorter than the palette: what is missing is opaque.
                trns = new byte[Math.Max(1, paletteSize / 2)];
                random.NextBytes(trns);
            }
        }
        else if (transparency)
        {
            // The colour of the first pixel is the transparent one.
            trns = Enumerable.Range(0, channels).SelectMany(c => new[] { (byte)(samples[0, 0, c] >> 8), (byte)samples[0, 0, c] }).ToArray();
        }

        return new TestPng
        {
            Width = width,
            Height = height,
            ColorType = colorType,
            BitDepth = bitDepth,
            Interlaced = interlaced,
            Samples = samples,
            Palette = palette,
            Transparency = trns,
        };
    }

    private static Rgba32 Expected(TestPng png, int x, int y)
    {
        int Sample(int c) => png.Samples[y, x, c];
        if (png.ColorType == 3)
        {
            int index = Sample(0);
            byte alpha = png.Transparency is { } trns && index < trns.Length ? trns[index] : byte.MaxValue;
            return new Rgba32(png.Palette![3 * index], png.Palette[(3 * index) + 1], png.Palette[(3 * index) + 2], alpha);
        }

        byte Byte(int c) => (byte)Math.Round(Sample(c) * 255.0 / ((1 << png.BitDepth) - 1));
        int channels = TestPng.Channels(png.ColorType);
        byte opacity = png.ColorType >= 4 ? Byte(channels - 1) : byte.MaxValue;
        if (png.Transparency is { } key && Enumerable.Range(0, channels).All(c => Sample(c) == (key[2 * c] << 8 | key[(2 * c) + 1])))
            opacity = 0;
        return channels >= 3 ? new Rgba32(Byte(0), Byte(1), Byte(2), opacity) : new Rgba32(Byte(0), Byte(0), Byte(0), opacity);
    }

    private static Rgba32[] Pixels(byte[] file)
    {
        using Image<Rgba32> image = Image.Load<Rgba32>(file);
        var pixels = new Rgba32[image.Width * image.Height];
        image.CopyPixelDataTo(pixels);
        return pixels;
    }
}
