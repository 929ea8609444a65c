using SixLabors.ImageSharp.Formats;
using SixLabors.ImageSharp.Formats.Jpeg;
using SixLabors.ImageSharp.PixelFormats;
using SixLabors.ImageSharp.Processing;

namespace SixLabors.ImageSharp.Tests;

/// <summary>A picture is stored as each of the eight EXIF orientations describes, and comes back upright.</summary>
public class OrientationTests
{
    private const int Width = 3;
    private const int Height = 2;

    public static TheoryData<int, bool> Orientations()
    {
        var data = new TheoryData<int, bool>();
        for (int orientation = 1; orientation <= 8; orientation++)
        {
            data.Add(orientation, false);
            data.Add(orientation, true);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Orientations))]
    public void PngComesUpright(int orientation, bool littleEndian)
    {
        byte[] file = StoredPng(orientation, TestFiles.Exif(orientation, littleEndian));
        using Image<Rgb24> image = Image.Load<Rgb24>(file);
        image.Mutate(context => context.AutoOrient());
        AssertUpright(image, 0);

        // Once is enough: the picture is upright now.
        image.Mutate(context => context.AutoOrient());
        AssertUpright(image, 0);
    }

    [Theory]
    [MemberData(nameof(Orientations))]
    public void JpegComesUpright(int orientation, bool littleEndian)
    {
        using Image<Rgb24> stored = Stored(orientation, blockSize: 16);
        byte[] file = TestFiles.WithExif(
            TestFiles.Jpeg(stored, new JpegEncoder { Quality = 95, ColorType = JpegEncodingColor.YCbCrRatio444 }),
            TestFiles.Exif(orientation, littleEndian));
        using Image<Rgb24> image = Image.Load<Rgb24>(file);
        Assert.Equal(stored.Size, image.Size);
        image.Mutate(context => context.AutoOrient());
        Assert.Equal(new Size(Width * 16, Height * 16), image.Size);
        for (int y = 0; y < Height; y++)
        {
            for (int x = 0; x < Width; x++)
                AssertNear(Upright(x, y), image[(x * 16) + 8, (y * 16) + 8], 6);
        }
    }

    [Fact]
    public void SkippedMetadataTurnsNothing()
    {
        byte[] file = StoredPng(6, TestFiles.Exif(6, littleEndian: true));
        using Image<Rgb24> image = Image.Load<Rgb24>(new DecoderOptions { SkipMetadata = true }, file);
        image.Mutate(context => context.AutoOrient());
        Assert.Equal(new Size(Height, Width), image.Size);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(9)]
    [InlineData(65535)]
    public void AnImpossibleOrientationIsNone(int orientation)
    {
        using Image<Rgb24> image = Image.Load<Rgb24>(StoredPng(1, TestFiles.Exif(orientation, littleEndian: false)));
        image.Mutate(context => context.AutoOrient());
        AssertUpright(image, 0);
    }

    [Fact]
    public void DamagedExifIsNone()
    {
        byte[] whole = TestFiles.Exif(6, littleEndian: true);
        var random = new Random(3);
        for (int length = 0; length < whole.Length; length++)
        {
            using Image<Rgb24> truncated = Image.Load<Rgb24>(StoredPng(1, whole[..length]));
            truncated.Mutate(context => context.AutoOrient());
        }

        for (int i = 0; i < 300; i++)
        {
            byte[] damaged = [.. whole];
            damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            damaged[random.Next(damaged.Length)] = byte.MaxValue;
            using Image<Rgb24> image = Image.Load<Rgb24>(StoredPng(1, damaged));
            image.Mutate(context => context.AutoOrient());
            Assert.Equal(Width * Height, image.Width * image.Height);
        }
    }

    private static Rgb24 Upright(int x, int y) => new((byte)(40 + (80 * x)), (byte)(60 + (120 * y)), (byte)(200 - (50 * x) - (20 * y)));

    /// <summary>
    /// What the standard says is stored: row 0 is at the first side of the picture, column 0 at the second (1: top, left;
    /// 2: top, right; 3: bottom, right; 4: bottom, left; 5: left, top; 6: right, top; 7: right, bottom; 8: left, bottom).
    /// </summary>
    private static Rgb24 StoredAt(int orientation, int row, int column) => orientation switch
    {
        2 => Upright(Width - 1 - column, row),
        3 => Upright(Width - 1 - column, Height - 1 - row),
        4 => Upright(column, Height - 1 - row),
        5 => Upright(row, column),
        6 => Upright(Width - 1 - row, column),
        7 => Upright(Width - 1 - row, Height - 1 - column),
        8 => Upright(row, Height - 1 - column),
        _ => Upright(column, row),
    };

    private static Image<Rgb24> Stored(int orientation, int blockSize)
    {
        (int width, int height) = orientation >= 5 ? (Height, Width) : (Width, Height);
        var image = new Image<Rgb24>(width * blockSize, height * blockSize);
        for (int y = 0; y < image.Height; y++)
        {
            for (int x = 0; x < image.Width; x++)
                image[x, y] = StoredAt(orientation, y / blockSize, x / blockSize);
        }

        return image;
    }

    private static byte[] StoredPng(int orientation, byte[] exif)
    {
        using Image<Rgb24> stored = Stored(orientation, blockSize: 1);
        int[,,] samples = new int[stored.Height, stored.Width, 3];
        for (int y = 0; y < stored.Height; y++)
        {
            for (int x = 0; x < stored.Width; x++)
                (samples[y, x, 0], samples[y, x, 1], samples[y, x, 2]) = (stored[x, y].R, stored[x, y].G, stored[x, y].B);
        }

        return new TestPng
        {
            Width = stored.Width,
            Height = stored.Height,
            ColorType = 2,
            BitDepth = 8,
            Samples = samples,
            BeforeData = [("eXIf", exif)],
        }.Encode();
    }

    private static void AssertUpright(Image<Rgb24> image, int bound)
    {
        Assert.Equal(new Size(Width, Height), image.Size);
        for (int y = 0; y < Height; y++)
        {
            for (int x = 0; x < Width; x++)
                AssertNear(Upright(x, y), image[x, y], bound);
        }
    }

    private static void AssertNear(Rgb24 expected, Rgb24 actual, int bound)
    {
        Assert.InRange(actual.R, expected.R - bound, expected.R + bound);
        Assert.InRange(actual.G, expected.G - bound, expected.G + bound);
        Assert.InRange(actual.B, expected.B - bound, expected.B + bound);
    }
}
