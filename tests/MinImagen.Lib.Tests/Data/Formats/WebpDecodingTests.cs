using MinImagen.Lib.Data;

namespace MinImagen.Lib.Tests.Data.Formats;

/// <summary>WebP files of 13 × 9: lossless ones against their formula exactly, lossy ones near it. The animations are of the same pictures.</summary>
public sealed class WebpDecodingTests
{
    private const int Width = 13;
    private const int Height = 9;

    // A lossy file of a hundred bytes is coarse: single pixels are far off, the mean is not.
    [Theory]
    [InlineData("lossless.webp", false, 0)]
    [InlineData("lossless-alpha.webp", true, 0)]
    [InlineData("animation.webp", true, 0)]
    [InlineData("lossy.webp", false, 110)]
    [InlineData("lossy-alpha.webp", true, 110)]
    [InlineData("animation-lossy.webp", true, 110)]
    public void PixelsAreThoseOfTheFormula(string name, bool hasAlpha, int bound) => AssertFormula(FixtureFiles.Read(name), hasAlpha, bound);

    [Fact]
    public void AnAnimationOfTenThousandFramesCostsOne()
    {
        byte[] file = FixtureFiles.Read("animation.webp");
        byte[] frame = file[^168..];
        Assert.Equal("ANMF"u8.ToArray(), frame[..4]);
        byte[] endless = FixtureFiles.Webp([file[12..], .. Enumerable.Repeat(frame, 10_000)]);

        long before = GC.GetAllocatedBytesForCurrentThread();
        AssertFormula(endless, hasAlpha: true, 0);

        // ten thousand frames of 13 × 9 would be 4.7 MB
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    [Fact]
    public void AnAnimationThatBeginsWithPartOfAPictureIsRefused()
    {
        byte[] file = FixtureFiles.Read("animation.webp");
        int frame = file.AsSpan().IndexOf("ANMF"u8);
        file[frame + 8] = 1;

        Assert.Contains("not a whole picture", Assert.Throws<InvalidDataException>(() => ImageDecoder.Decode(file)).Message);
    }

    [Fact]
    public void WhatIsAboutAPictureChangesNothing()
    {
        byte[] file = FixtureFiles.Read("lossy-alpha.webp");

        AssertFormula(FixtureFiles.Webp(FixtureFiles.Chunk("ICCP", new byte[7]), file[12..], FixtureFiles.Chunk("XMP ", new byte[3]), FixtureFiles.Chunk("what", [])), hasAlpha: true, 110);
    }

    private static void AssertFormula(byte[] file, bool hasAlpha, int bound)
    {
        Pixels pixels = ImageDecoder.Decode(file);

        Assert.Equal((Width, Height), (pixels.Width, pixels.Height));
        double total = 0;
        for (int i = 0; i < Width * Height; i++)
        {
            (int x, int y) = (i % Width, i / Width);
            double alpha = hasAlpha && (x + y) % 3 == 0 ? 40 * (x % 6) / 255.0 : 1;
            int[] colours = [x * 19, y * 28, (x * 7) + (y * 11)];
            for (int c = 0; c < 3; c++)
            {
                double difference = Math.Abs(Math.Round(255 + ((colours[c] - 255) * alpha)) - pixels.Rgb[(3 * i) + c]);
                Assert.InRange(difference, 0, bound);
                total += difference;
            }
        }

        Assert.InRange(total / (Width * Height * 3), 0, bound / 5.0);
    }
}
