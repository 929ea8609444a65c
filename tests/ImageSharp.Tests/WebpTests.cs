using SixLabors.ImageSharp.Formats.Webp;
using SixLabors.ImageSharp.PixelFormats;

namespace SixLabors.ImageSharp.Tests;

/// <summary>
/// Files of cwebp's, 13 x 9: lossless ones against their formula exactly, lossy ones near it. The animations, of the same pictures, are webpmux's and img2webp's.
/// </summary>
public class WebpTests
{
    [Theory]
    [InlineData("lossless.webp", false, 0)]
    [InlineData("lossless-alpha.webp", true, 0)]
    [InlineData("lossy.webp", false, 110)]
    [InlineData("lossy-alpha.webp", true, 110)]
    public void PixelsAreThoseOfTheFormula(string name, bool hasAlpha, int bound)
    {
        byte[] file = TestFiles.Read(name);
        ImageInfo info = Image.Identify(file);
        Assert.Equal(new Size(13, 9), info.Size);
        Assert.Equal(hasAlpha ? 32 : 24, info.PixelType.BitsPerPixel);
        Assert.Same(WebpFormat.Instance, info.Metadata.DecodedImageFormat);

        using Image<Rgba32> image = Image.Load<Rgba32>(file);
        using Image<Rgb24> opaque = Image.Load<Rgb24>(file);
        double total = 0;
        for (int y = 0; y < 9; y++)
        {
            for (int x = 0; x < 13; x++)
            {
                Rgba32 have = image[x, y];
                var want = new Rgba32((byte)(x * 19), (byte)(y * 28), (byte)((x * 7) + (y * 11)), Alpha(x, y, hasAlpha));
                Assert.Equal(want.A, have.A);
                Assert.Equal(have.Rgb, opaque[x, y]);
                total += Math.Abs(want.R - have.R) + Math.Abs(want.G - have.G) + Math.Abs(want.B - have.B);
                if (have.A > 0 || bound == 0)
                    Assert.InRange(Math.Abs(want.R - have.R), 0, bound);
            }
        }

        Assert.InRange(total / (13 * 9 * 3), 0, bound / 5.0);
    }

    [Fact]
    public void OfAnAnimationTheFirstFrameIsRead()
    {
        byte[] file = TestFiles.Read("animation.webp");
        Assert.Equal(new Size(13, 9), Image.Identify(file).Size);
        using Image<Rgba32> image = Image.Load<Rgba32>(file);
        using Image<Rgba32> still = Image.Load<Rgba32>(TestFiles.Read("lossless-alpha.webp"));
        for (int y = 0; y < 9; y++)
        {
            for (int x = 0; x < 13; x++)
            {
                Assert.Equal(still[x, y].A, image[x, y].A);
                if (still[x, y].A > 0)
                    Assert.Equal(still[x, y], image[x, y]);
            }
        }
    }

    [Fact]
    public void ALossyFirstFrameKeepsItsAlpha()
    {
        using Image<Rgba32> image = Image.Load<Rgba32>(TestFiles.Read("animation-lossy.webp"));
        for (int y = 0; y < 9; y++)
        {
            for (int x = 0; x < 13; x++)
                Assert.Equal(Alpha(x, y, hasAlpha: true), image[x, y].A);
        }
    }

    [Fact]
    public void NothingIsWritten()
        => Assert.Throws<UnknownImageFormatException>(() => TestFiles.Gradient(3, 3).Save(new MemoryStream(), WebpFormat.Instance));

    private static byte Alpha(int x, int y, bool hasAlpha) => hasAlpha && (x + y) % 3 == 0 ? (byte)(40 * (x % 6)) : byte.MaxValue;
}
