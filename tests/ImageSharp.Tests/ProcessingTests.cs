using SixLabors.ImageSharp.PixelFormats;
using SixLabors.ImageSharp.Processing;

namespace SixLabors.ImageSharp.Tests;

/// <summary>What <c>Mutate</c> does to pixels.</summary>
public class ProcessingTests
{
    [Fact]
    public void AlphaGoesOverAnOpaqueBackground()
    {
        using var image = new Image<Rgba32>(256, 256);
        for (int alpha = 0; alpha < 256; alpha++)
        {
            for (int value = 0; value < 256; value++)
                image[value, alpha] = new Rgba32((byte)value, (byte)(255 - value), 10, (byte)alpha);
        }

        image.Mutate(context => context.BackgroundColor(Color.FromRgb(255, 64, 7)));
        for (int alpha = 0; alpha < 256; alpha++)
        {
            for (int value = 0; value < 256; value++)
            {
                double a = alpha / 255.0;
                double Over(double front, double back) => Math.Round((front * a) + (back * (1 - a)), MidpointRounding.AwayFromZero);
                Assert.Equal(new Rgba32((byte)Over(value, 255), (byte)Over(255 - value, 64), (byte)Over(10, 7), 255), image[value, alpha]);
            }
        }
    }

    [Fact]
    public void TwoTransparenciesStayTransparent()
    {
        using var image = new Image<Rgba32>(1, 2, new Rgba32(200, 100, 0, 128));
        image[0, 1] = default;
        image.Mutate(context => context.BackgroundColor(Color.FromRgba(0, 0, 100, 128)));

        // α = ½ + ½ · ½; the colours weigh ⅔ and ⅓.
        Assert.Equal(new Rgba32(134, 67, 33, 192), image[0, 0]);
        Assert.Equal(new Rgba32(0, 0, 100, 128), image[0, 1]);
        image[0, 1] = default;
        image.Mutate(context => context.BackgroundColor(Color.Transparent));
        Assert.Equal(default, image[0, 1]);
    }

    [Fact]
    public void ABackgroundMayCoverAPart()
    {
        using var image = new Image<Rgba32>(4, 3);
        image.Mutate(context => context.BackgroundColor(Color.White, new Rectangle(2, 1, 50, 50)));
        for (int y = 0; y < 3; y++)
        {
            for (int x = 0; x < 4; x++)
                Assert.Equal(x >= 2 && y >= 1 ? new Rgba32(255, 255, 255, 255) : default, image[x, y]);
        }
    }

    [Fact]
    public void CropsTurnsAndMirrors()
    {
        using Image<Rgb24> image = TestFiles.Gradient(7, 5);
        AssertMoved(image, context => context.Crop(new Rectangle(2, 1, 4, 3)), new Size(4, 3), (x, y) => image[x + 2, y + 1]);
        AssertMoved(image, context => context.Crop(3, 2), new Size(3, 2), (x, y) => image[x, y]);
        AssertMoved(image, context => context.Flip(FlipMode.Horizontal), image.Size, (x, y) => image[6 - x, y]);
        AssertMoved(image, context => context.Flip(FlipMode.Vertical), image.Size, (x, y) => image[x, 4 - y]);
        AssertMoved(image, context => context.Rotate(RotateMode.Rotate90), new Size(5, 7), (x, y) => image[y, 4 - x]);
        AssertMoved(image, context => context.Rotate(RotateMode.Rotate180), image.Size, (x, y) => image[6 - x, 4 - y]);
        AssertMoved(image, context => context.Rotate(RotateMode.Rotate270), new Size(5, 7), (x, y) => image[6 - y, x]);
        AssertMoved(image, context => context.RotateFlip(RotateMode.Rotate90, FlipMode.Vertical), new Size(5, 7), (x, y) => image[6 - y, 4 - x]);
        Assert.Throws<ArgumentException>(() => image.Mutate(context => context.Crop(8, 2)));
        Assert.Throws<ArgumentException>(() => image.Mutate(context => context.Crop(new Rectangle(-1, 0, 2, 2))));
    }

    [Fact]
    public void ColorsAreReadAndWritten()
    {
        Assert.Equal(Color.FromRgb(255, 99, 71), Color.Parse("tomato"));
        Assert.Equal(Color.FromRgba(0x12, 0x34, 0x56, 0x78), Color.ParseHex("#12345678"));
        Assert.Equal(Color.FromRgb(0xAA, 0xBB, 0xCC), Color.Parse("abc"));
        Assert.Equal("12345678", Color.FromRgba(0x12, 0x34, 0x56, 0x78).ToHex());
        Assert.Equal(new Rgb24(1, 2, 3), (Rgb24)(Color)new Rgba32(1, 2, 3, 200));
        Assert.Equal(new Rgba32(0, 0, 255, 128), Color.Blue.WithAlpha(0.5f).ToPixel<Rgba32>());
        Assert.False(Color.TryParse("no colour", out _));
        Assert.Throws<ArgumentException>(() => Color.ParseHex("12345"));
    }

    [Theory]
    [InlineData(-1f, 0)]
    [InlineData(0f, 0)]
    [InlineData(0.5f, 128)]
    [InlineData(1f, 255)]
    [InlineData(2f, 255)]
    [InlineData(float.PositiveInfinity, 255)]
    public void ChannelsAreClampedAndRounded(float value, byte expected)
        => Assert.Equal(new Rgba32(expected, expected, expected, expected), new Rgba32(value, value, value, value));

    private static void AssertMoved(Image<Rgb24> image, Action<IImageProcessingContext> operation, Size size, Func<int, int, Rgb24> expected)
    {
        using Image<Rgb24> moved = image.Clone(operation);
        Assert.Equal(size, moved.Size);
        for (int y = 0; y < size.Height; y++)
        {
            for (int x = 0; x < size.Width; x++)
                Assert.Equal(expected(x, y), moved[x, y]);
        }
    }
}
