using SixLabors.ImageSharp.PixelFormats;
using SixLabors.ImageSharp.Processing;
using SixLabors.ImageSharp.Processing.Processors.Transforms;

namespace SixLabors.ImageSharp.Tests;

public class ResizeTests
{
    public static TheoryData<string> Samplers() => [nameof(KnownResamplers.Bicubic), nameof(KnownResamplers.Box), nameof(KnownResamplers.Lanczos3), nameof(KnownResamplers.NearestNeighbor), nameof(KnownResamplers.Triangle)];

    [Theory]
    [MemberData(nameof(Samplers))]
    public void AConstantStaysConstant(string sampler)
    {
        foreach ((int width, int height) in new[] { (1, 1), (3, 19), (40, 7), (9, 6) })
        {
            using var image = new Image<Rgba32>(9, 6, new Rgba32(200, 100, 3, 77));
            image.Mutate(context => context.Resize(width, height, Named(sampler)));
            Assert.Equal(new Size(width, height), image.Size);
            for (int i = 0; i < width * height; i++)
                Assert.Equal(new Rgba32(200, 100, 3, 77), image[i % width, i / width]);
        }
    }

    [Theory]
    [MemberData(nameof(Samplers))]
    public void TheSameSizeIsTheSamePicture(string sampler)
    {
        using Image<Rgb24> image = TestFiles.Gradient(13, 8);
        using Image<Rgb24> same = image.Clone(context => context.Resize(13, 8, Named(sampler)));
        for (int i = 0; i < 13 * 8; i++)
            Assert.Equal(image[i % 13, i / 13], same[i % 13, i / 13]);
    }

    [Fact]
    public void NearestNeighborRepeatsPixels()
    {
        using Image<Rgb24> image = TestFiles.Gradient(4, 3);
        using Image<Rgb24> enlarged = image.Clone(context => context.Resize(12, 15, KnownResamplers.NearestNeighbor));
        for (int y = 0; y < 15; y++)
        {
            for (int x = 0; x < 12; x++)
                Assert.Equal(image[x / 3, y / 5], enlarged[x, y]);
        }
    }

    [Fact]
    public void BoxTakesMeans()
    {
        using Image<L8> image = TestFiles.Gradient(12, 6).CloneAs<L8>();
        using Image<L8> halved = image.Clone(context => context.Resize(6, 3, KnownResamplers.Box));
        for (int y = 0; y < 3; y++)
        {
            for (int x = 0; x < 6; x++)
            {
                double mean = (image[2 * x, 2 * y].PackedValue + image[(2 * x) + 1, 2 * y].PackedValue
                    + image[2 * x, (2 * y) + 1].PackedValue + image[(2 * x) + 1, (2 * y) + 1].PackedValue) / 4.0;
                Assert.InRange(halved[x, y].PackedValue, mean - 0.51, mean + 0.51);
            }
        }
    }

    [Fact]
    public void BicubicIsKeysCubic()
    {
        // Between four equally spaced values at the middle: -1/16, 9/16, 9/16, -1/16.
        using var image = Image.LoadPixelData<L8>(new byte[] { 40, 80, 160, 120 }, 4, 1);
        using Image<L8> odd = image.Clone(context => context.Resize(12, 1));
        float Weight(float x) => KnownResamplers.Bicubic.GetValue(x);
        Assert.Equal(0.5625f, Weight(0.5f), 5);
        Assert.Equal(-0.0625f, Weight(-1.5f), 5);
        Assert.Equal(0f, Weight(2.5f));
        for (int i = 0; i < 12; i++)
        {
            double center = ((i + 0.5) / 3) - 0.5;
            byte[] values = [40, 80, 160, 120];
            double sum = 0, total = 0;
            for (int j = 0; j < 4; j++)
            {
                sum += Weight((float)(j - center)) * values[j];
                total += Weight((float)(j - center));
            }

            Assert.InRange(odd[i, 0].PackedValue, Math.Clamp(sum / total, 0, 255) - 0.51, Math.Clamp(sum / total, 0, 255) + 0.51);
        }
    }

    [Fact]
    public void TheTransparentHasNoSayInTheColours()
    {
        using var image = Image.LoadPixelData<Rgba32>(new[] { new Rgba32(255, 0, 0, 255), new Rgba32(0, 255, 0, 0) }, 2, 1);
        image.Mutate(context => context.Resize(1, 1, KnownResamplers.Box));
        Assert.Equal(new Rgba32(255, 0, 0, 128), image[0, 0]);
    }

    [Fact]
    public void AMissingSideFollows()
    {
        using Image<Rgb24> image = TestFiles.Gradient(40, 20);
        Assert.Equal(new Size(10, 5), image.Clone(context => context.Resize(10, 0)).Size);
        Assert.Equal(new Size(60, 30), image.Clone(context => context.Resize(0, 30)).Size);
        Assert.Throws<ArgumentOutOfRangeException>(() => image.Mutate(context => context.Resize(0, 0)));
        Assert.Throws<ArgumentOutOfRangeException>(() => image.Mutate(context => context.Resize(-1, 5)));
    }

    private static IResampler Named(string name) => (IResampler)typeof(KnownResamplers).GetProperty(name)!.GetValue(null)!;
}
