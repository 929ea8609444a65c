using MinImagen.Lib.Generation;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;
using TorchSharp;
using static TorchSharp.torch;
using Size = SixLabors.ImageSharp.Size;

namespace MinImagen.Lib.Tests.Generation;

public class ContactSheetTests
{
    private static readonly Rgb24 White = new(255, 255, 255);

    [Fact]
    public void PicturesAreEnlargedPixelByPixel()
    {
        using var scope = torch.NewDisposeScope();
        Tensor pictures = torch.arange(5 * 3 * 4 * 6, dtype: ScalarType.Float32).div(5 * 3 * 4 * 6).reshape(5, 3, 4, 6);
        using Image<Rgb24> sheet = new ContactSheet { PictureSize = 32, Columns = 3 }.Draw(pictures);

        // 32 / 6 = 5 times, so a cell is 30 x 20; margins of 24 and gaps of 20.
        Assert.Equal(new Size(48 + (3 * 30) + 40, 48 + (2 * 20) + 20), sheet.Size());
        for (int i = 0; i < 5; i++)
        {
            for (int y = 0; y < 20; y++)
            {
                for (int x = 0; x < 30; x++)
                {
                    byte Channel(int c) => (byte)Math.Floor((pictures[i, c, y / 5, x / 5].item<float>() * 255) + 0.5);
                    Rgb24 have = sheet[24 + (i % 3 * 50) + x, 24 + (i / 3 * 40) + y];
                    if (x % 5 == 2 && y % 5 == 2)
                        Assert.Equal(new Rgb24(Channel(0), Channel(1), Channel(2)), have);
                    else
                        Assert.Equal(sheet[24 + (i % 3 * 50) + (x / 5 * 5), 24 + (i / 3 * 40) + (y / 5 * 5)], have);
                }
            }
        }

        // The sixth place is empty.
        Assert.Equal(White, sheet[24 + 100 + 15, 24 + 40 + 10]);
    }

    [Fact]
    public void ValuesOutsideTheRangeAreClamped()
    {
        using var scope = torch.NewDisposeScope();
        Tensor picture = torch.tensor(new[] { -1f, float.NaN, 2f, float.PositiveInfinity, 0f, 1f }, [3, 1, 2]);
        using Image<Rgb24> sheet = new ContactSheet { PictureSize = 1 }.Draw(picture);
        Assert.Equal(new Rgb24(0, 255, 0), sheet[24, 24]);
        Assert.Equal(new Rgb24(0, 255, 255), sheet[25, 24]);
    }

    [Fact]
    public void EachCaptionIsUnderItsPicture()
    {
        using var scope = torch.NewDisposeScope();
        Tensor pictures = torch.zeros(2, 3, 16, 16);
        using Image<Rgb24> bare = new ContactSheet().Draw(pictures);
        using Image<Rgb24> captioned = new ContactSheet().Draw(pictures, ["a red apple", ""]);
        Assert.Equal(bare.Width, captioned.Width);
        Assert.Equal(bare.Height + 8 + (2 * BitmapFont.LineHeight), captioned.Height);

        bool HasInk(int left) => Enumerable.Range(left, 160).Any(x => Enumerable.Range(24 + 168, 22).Any(y => captioned[x, y] != White));
        Assert.True(HasInk(24));
        Assert.False(HasInk(24 + 180));
    }

    [Fact]
    public void WhatIsNotABatchOfPicturesIsRefused()
    {
        using var scope = torch.NewDisposeScope();
        var sheet = new ContactSheet();
        Assert.Throws<ArgumentException>(() => sheet.Draw(torch.zeros(4, 4)));
        Assert.Throws<ArgumentException>(() => sheet.Draw(torch.zeros(2, 1, 4, 4)));
        Assert.Throws<ArgumentException>(() => sheet.Draw(torch.zeros(0, 3, 4, 4)));
        Assert.Throws<ArgumentException>(() => sheet.Draw(torch.zeros(2, 3, 4, 4), ["only one"]));
    }

    [Fact]
    public void TheSheetIsSavedWhole()
    {
        string folder = Directory.CreateTempSubdirectory("contact-sheet-").FullName;
        try
        {
            using var scope = torch.NewDisposeScope();
            Tensor pictures = torch.rand(3, 3, 8, 8);
            string path = Path.Combine(folder, "sheet.png");
            File.WriteAllText(path, "an older sheet");
            new ContactSheet().Save(path, pictures, ["one", "two", "three"]);
            using Image<Rgb24> drawn = new ContactSheet().Draw(pictures, ["one", "two", "three"]);
            using Image<Rgb24> saved = Image.Load<Rgb24>(path);
            Rgb24[][] pixels = new[] { drawn, saved }.Select(image =>
            {
                var all = new Rgb24[image.Width * image.Height];
                image.CopyPixelDataTo(all);
                return all;
            }).ToArray();
            Assert.Equal(pixels[0], pixels[1]);
            Assert.Equal([path], Directory.GetFiles(folder));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
