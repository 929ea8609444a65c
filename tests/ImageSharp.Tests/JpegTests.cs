using SixLabors.ImageSharp.Formats.Jpeg;
using SixLabors.ImageSharp.PixelFormats;

namespace SixLabors.ImageSharp.Tests;

/// <summary>JPEG, against the formula of the picture that was encoded. The files are libjpeg-turbo's, quality 90.</summary>
public class JpegTests
{
    [Theory]
    [InlineData("progressive.jpg", 8)]
    [InlineData("restart.jpg", 8)]
    [InlineData("baseline420.jpg", 30)]
    public void FilesAreNearTheirFormula(string name, int bound)
    {
        byte[] file = TestFiles.Read(name);
        using Image<Rgb24> image = Image.Load<Rgb24>(file);
        using Image<Rgba32> withAlpha = Image.Load<Rgba32>(file);

        Assert.Equal(new Size(24, 20), image.Size);
        AssertNear(image, (x, y) => TestFiles.GradientAt(x, y, 24, 20), bound);
        for (int y = 0; y < image.Height; y++)
        {
            for (int x = 0; x < image.Width; x++)
                Assert.Equal(new Rgba32(image[x, y].R, image[x, y].G, image[x, y].B), withAlpha[x, y]);
        }
    }

    [Fact]
    public void InksOfAdobeFilesLetLightThrough()
    {
        using Image<Rgb24> image = Image.Load<Rgb24>(TestFiles.Read("cmyk.jpg"));

        // White; full cyan; full magenta and yellow under half black; full black.
        AssertNear(
            image,
            (x, y) => (x < 8, y < 8) switch
            {
                (true, true) => new Rgb24(255, 255, 255),
                (false, true) => new Rgb24(0, 255, 255),
                (true, false) => new Rgb24(128, 0, 0),
                _ => new Rgb24(0, 0, 0),
            },
            6);
        Assert.Equal(32, Image.Identify(TestFiles.Read("cmyk.jpg")).PixelType.BitsPerPixel);
        using Image<Rgba32> withAlpha = Image.Load<Rgba32>(TestFiles.Read("cmyk.jpg"));
        Assert.Equal(image[12, 3], withAlpha[12, 3].Rgb);
        Assert.Equal(byte.MaxValue, withAlpha[12, 3].A);
    }

    [Theory]
    [InlineData(JpegEncodingColor.YCbCrRatio444, 100, 3)]
    [InlineData(JpegEncodingColor.YCbCrRatio422, 100, 12)]
    [InlineData(JpegEncodingColor.YCbCrRatio420, 95, 12)]
    [InlineData(JpegEncodingColor.YCbCrRatio411, 95, 20)]
    public void RoundTripsStayNear(JpegEncodingColor color, int quality, int bound)
    {
        using Image<Rgb24> image = TestFiles.Gradient(61, 43);
        byte[] file = TestFiles.Jpeg(image, new JpegEncoder { Quality = quality, ColorType = color });
        using Image<Rgb24> back = Image.Load<Rgb24>(file);
        AssertNear(back, (x, y) => image[x, y], bound);
        Assert.Equal(file, TestFiles.Jpeg(image, new JpegEncoder { Quality = quality, ColorType = color }));
    }

    [Fact]
    public void GrayIsStoredAsGray()
    {
        using Image<L8> gray = TestFiles.Gradient(32, 24).CloneAs<L8>();
        byte[] file = TestFiles.Jpeg(gray, new JpegEncoder { Quality = 100 });
        Assert.Equal(8, Image.Identify(file).PixelType.BitsPerPixel);
        using Image<L8> back = Assert.IsType<Image<L8>>(Image.Load(file));
        for (int y = 0; y < gray.Height; y++)
        {
            for (int x = 0; x < gray.Width; x++)
                Assert.InRange(back[x, y].PackedValue, gray[x, y].PackedValue - 2, gray[x, y].PackedValue + 2);
        }
    }

    [Fact]
    public void LowerQualityIsSmaller()
    {
        using Image<Rgba32> image = PngEncoderTests.Picture(90, 70);
        int[] lengths = new[] { 10, 50, 75, 100 }.Select(quality => TestFiles.Jpeg(image, new JpegEncoder { Quality = quality }).Length).ToArray();
        Assert.Equal(lengths.Order(), lengths);
        Assert.Equal(lengths[2], TestFiles.Jpeg(image).Length);
    }

    [Fact]
    public void WhatCannotBeWrittenIsRefused()
    {
        Assert.Throws<ArgumentException>(() => new JpegEncoder { Quality = 0 });
        Assert.Throws<ArgumentException>(() => new JpegEncoder { Quality = 101 });
        using Image<Rgb24> image = TestFiles.Gradient(8, 8);
        Assert.Throws<NotSupportedException>(() => TestFiles.Jpeg(image, new JpegEncoder { ColorType = JpegEncodingColor.Cmyk }));
        using var wide = new Image<L8>(65536, 1);
        Assert.Throws<ImageFormatException>(() => TestFiles.Jpeg(wide));
    }

    private static void AssertNear(Image<Rgb24> image, Func<int, int, Rgb24> expected, int bound)
    {
        for (int y = 0; y < image.Height; y++)
        {
            for (int x = 0; x < image.Width; x++)
            {
                Rgb24 want = expected(x, y);
                Rgb24 have = image[x, y];
                int worst = Math.Max(Math.Abs(want.R - have.R), Math.Max(Math.Abs(want.G - have.G), Math.Abs(want.B - have.B)));
                Assert.True(worst <= bound, $"({x}, {y}): {have}, not near {want}");
            }
        }
    }
}
