using MinImagen.Lib.Data;
using SixLabors.ImageSharp.Formats.Jpeg;
using SixLabors.ImageSharp.PixelFormats;

namespace MinImagen.Lib.Tests.Data.Formats;

/// <summary>JPEG, against the formula of the picture that was encoded. The files have the quality 90.</summary>
public sealed class JpegDecodingTests
{
    // Colours at half the resolution are those of neighbours: a step of the gradient across two pixels, and the rounding.
    [Theory]
    [InlineData("progressive.jpg", 8)]
    [InlineData("restart.jpg", 8)]
    [InlineData("baseline420.jpg", 30)]
    public void FilesAreNearTheirFormula(string name, int bound)
    {
        Pixels pixels = ImageDecoder.Decode(FixtureFiles.Read(name));

        Assert.Equal((24, 20), (pixels.Width, pixels.Height));
        AssertNear(pixels, (x, y) => FixtureFiles.GradientAt(x, y, 24, 20), bound);
    }

    [Fact]
    public void InksOfAdobeFilesLetLightThrough()
    {
        // White; full cyan; full magenta and yellow under half black; full black.
        AssertNear(
            ImageDecoder.Decode(FixtureFiles.Read("cmyk.jpg")),
            (x, y) => (x < 8, y < 8) switch
            {
                (true, true) => new Rgb24(255, 255, 255),
                (false, true) => new Rgb24(0, 255, 255),
                (true, false) => new Rgb24(128, 0, 0),
                _ => new Rgb24(0, 0, 0),
            },
            6);
    }

    [Theory]
    [InlineData(JpegColorType.YCbCrRatio444, 100, 3)]
    [InlineData(JpegColorType.Rgb, 100, 3)]
    public void ColoursStayNear(JpegColorType color, int quality, int bound)
    {
        byte[] file = FixtureFiles.Jpeg(FixtureFiles.Gradient(61, 43), new JpegEncoder { Quality = quality, ColorType = color });

        AssertNear(ImageDecoder.Decode(file), (x, y) => FixtureFiles.GradientAt(x, y, 61, 43), bound);
    }

    [Fact]
    public void GreyIsGrey()
    {
        byte[] file = FixtureFiles.Jpeg(FixtureFiles.Gradient(32, 24), new JpegEncoder { Quality = 100, ColorType = JpegColorType.Luminance });

        // luminance of ITU-R BT.709, as the encoder has it
        AssertNear(
            ImageDecoder.Decode(file),
            (x, y) =>
            {
                Rgb24 colour = FixtureFiles.GradientAt(x, y, 32, 24);
                byte grey = (byte)Math.Round((0.2126 * colour.R) + (0.7152 * colour.G) + (0.0722 * colour.B));
                return new Rgb24(grey, grey, grey);
            },
            2);
    }

    [Fact]
    public void WhatIsAboutAPictureOrBehindItChangesNothing()
    {
        byte[] plain = FixtureFiles.Read("progressive.jpg");
        byte[] annotated = plain;
        foreach (byte marker in new byte[] { 0xE1, 0xE2, 0xED, 0xFE })
            annotated = FixtureFiles.WithSegment(annotated, marker, [.. "ICC_PROFILE\0"u8, 1, 2, 3, 0xFF, 0xD9]);

        Assert.Equal(ImageDecoder.Decode(plain).Rgb, ImageDecoder.Decode(annotated).Rgb);
        Assert.Equal(ImageDecoder.Decode(plain).Rgb, ImageDecoder.Decode([.. annotated, .. FixtureFiles.Read("cmyk.jpg")]).Rgb);
    }

    private static void AssertNear(Pixels pixels, Func<int, int, Rgb24> expected, int bound)
    {
        for (int i = 0; i < pixels.Width * pixels.Height; i++)
        {
            Rgb24 want = expected(i % pixels.Width, i / pixels.Width);
            Rgb24 have = new(pixels.Rgb[3 * i], pixels.Rgb[(3 * i) + 1], pixels.Rgb[(3 * i) + 2]);
            int worst = Math.Max(Math.Abs(want.R - have.R), Math.Max(Math.Abs(want.G - have.G), Math.Abs(want.B - have.B)));
            Assert.True(worst <= bound, $"({i % pixels.Width}, {i / pixels.Width}): {have}, not near {want}");
        }
    }
}
