using MinImagen.Lib.Data;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats.Jpeg;
using SixLabors.ImageSharp.PixelFormats;

namespace MinImagen.Lib.Tests.Data.Formats;

/// <summary>A picture is stored as each of the eight EXIF orientations describes, and comes back upright.</summary>
public sealed class OrientationTests
{
    private const int Width = 3;
    private const int Height = 2;

    public static TheoryData<int, bool> Orientations()
    {
        TheoryData<int, bool> data = [];
        for (int orientation = 1; orientation <= 8; orientation++)
        {
            data.Add(orientation, false);
            data.Add(orientation, true);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Orientations))]
    public void PngComesUpright(int orientation, bool littleEndian) =>
        AssertUpright(StoredPng(orientation, FixtureFiles.Exif(orientation, littleEndian)), 0);

    [Theory]
    [MemberData(nameof(Orientations))]
    public void JpegComesUpright(int orientation, bool littleEndian) => AssertUpright(
        FixtureFiles.WithExif(
            FixtureFiles.Jpeg(Stored(orientation, blockSize: 16), new JpegEncoder { Quality = 95, ColorType = JpegColorType.YCbCrRatio444 }),
            FixtureFiles.Exif(orientation, littleEndian)),
        6);

    // Before the block, some writers put what JPEG has there.
    [Theory]
    [InlineData("")]
    [InlineData("Exif\0\0")]
    public void WebpComesUpright(string prefix)
    {
        byte[] file = FixtureFiles.Read("lossless.webp");
        Pixels upright = ImageDecoder.Decode(file);
        byte[] exif = [.. System.Text.Encoding.ASCII.GetBytes(prefix), .. FixtureFiles.Exif(3, littleEndian: true)];
        Pixels turned = ImageDecoder.Decode(FixtureFiles.Webp(file[12..], FixtureFiles.Chunk("EXIF", exif)));

        // by half a turn: the last pixel is the first
        Assert.Equal(upright.Rgb.Chunk(3).Reverse().SelectMany(pixel => pixel), turned.Rgb);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(9)]
    [InlineData(65535)]
    public void AnImpossibleOrientationIsNone(int orientation) => AssertUpright(StoredPng(1, FixtureFiles.Exif(orientation, littleEndian: false)), 0);

    [Fact]
    public void DamagedExifIsNone()
    {
        byte[] whole = FixtureFiles.Exif(6, littleEndian: true);
        for (int length = 0; length < 20; length++)
            AssertUpright(StoredPng(1, whole[..length]), 0);

        Random random = new(3);
        for (int i = 0; i < 300; i++)
        {
            byte[] damaged = [.. whole];
            damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            damaged[random.Next(damaged.Length)] = byte.MaxValue;
            Assert.Equal(Width * Height * 3, ImageDecoder.Decode(StoredPng(1, damaged)).Rgb.Length);
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
        Image<Rgb24> image = new(width * blockSize, height * blockSize);
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

    /// <summary>The middle of each block has its colour.</summary>
    private static void AssertUpright(byte[] file, int bound)
    {
        Pixels pixels = ImageDecoder.Decode(file);
        int block = pixels.Width / Width;
        Assert.Equal((Width * block, Height * block), (pixels.Width, pixels.Height));
        for (int y = 0; y < Height; y++)
        {
            for (int x = 0; x < Width; x++)
            {
                int at = 3 * ((((y * block) + (block / 2)) * pixels.Width) + (x * block) + (block / 2));
                Rgb24 want = Upright(x, y);
                Assert.InRange(pixels.Rgb[at], want.R - bound, want.R + bound);
                Assert.InRange(pixels.Rgb[at + 1], want.G - bound, want.G + bound);
                Assert.InRange(pixels.Rgb[at + 2], want.B - bound, want.B + bound);
            }
        }
    }
}
