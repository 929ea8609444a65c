using MinImagen.Lib.Data;
using static TorchSharp.torch;

namespace MinImagen.Lib.Tests.Data;

public sealed class PixelsTests
{
    [Theory]
    [InlineData(5, 2, 1, 0)]
    [InlineData(2, 5, 0, 1)]
    [InlineData(3, 3, 0, 0)]
    public void TheSquareIsCutFromTheCentre(int width, int height, int left, int top)
    {
        Pixels pixels = Numbered(width, height);

        Pixels square = pixels.CropToSquare();

        Assert.Equal(Math.Min(width, height), square.Width);
        Assert.Equal(square.Width, square.Height);
        Assert.Equal(pixels.Rgb[(top * width + left) * 3], square.Rgb[0]);
        Assert.Equal(pixels.Rgb[((top + square.Height - 1) * width + left + square.Width - 1) * 3 + 2], square.Rgb[^1]);
    }

    [Fact]
    public void TheTensorHasChannelsFirstInZeroToOne()
    {
        Pixels pixels = Numbered(3, 2);

        using Tensor tensor = pixels.ToTensor();

        Assert.Equal([3, 2, 3], tensor.shape);
        for (int channel = 0; channel < 3; channel++)
        {
            for (int y = 0; y < 2; y++)
            {
                for (int x = 0; x < 3; x++)
                {
                    using Tensor value = tensor[channel, y, x];
                    Assert.Equal(pixels.Rgb[(y * 3 + x) * 3 + channel] / 255f, value.item<float>());
                }
            }
        }
    }

    private static Pixels Numbered(int width, int height) =>
        new(width, height, [.. Enumerable.Range(0, width * height * 3).Select(i => (byte)(i * 7))]);
}
