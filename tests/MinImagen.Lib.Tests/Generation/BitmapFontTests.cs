using MinImagen.Lib.Generation;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;

namespace MinImagen.Lib.Tests.Generation;

public class BitmapFontTests
{
    private static readonly Rgb24 Paper = new(255, 255, 255);
    private static readonly Rgb24 Ink = new(10, 20, 30);

    [Fact]
    public void EveryCharacterLooksDifferent()
    {
        string[] drawings = Enumerable.Range(' ', 95).Select(code => Render(((char)code).ToString())).ToArray();
        Assert.Equal(95, drawings.Distinct().Count());
        Assert.All(drawings.Skip(1), drawing => Assert.Contains('#', drawing));
        Assert.DoesNotContain('#', drawings[0]);
    }

    [Fact]
    public void ALetterIsAsDrawn() => Assert.Equal(
        """
        .#
        ..
        .#
        .#
        .#
        .#
        .#
        .#
        #.
        """.ReplaceLineEndings("\n"),
        Render("j"));

    [Theory]
    [InlineData("piñata", "pinata")]
    [InlineData("Åse’s crème brûlée", "Ase's creme brulee")]
    [InlineData("“a–b”", "\"a-b\"")]
    public void AccentsFallBackToPlainLetters(string text, string plain) => Assert.Equal(Render(plain), Render(text));

    [Fact]
    public void WhatIsNotInTheFontIsOneBox()
    {
        Assert.Equal(Render("\uFFFD"), Render("猫"));
        Assert.Equal(Render("\uFFFD"), Render("🍎"));
        Assert.Equal(Render("\uFFFD"), Render("\t"));
        Assert.Equal(BitmapFont.Measure("a\uFFFDb"), BitmapFont.Measure("a🍎b"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void TextIsAsWideAsMeasured(int scale)
    {
        const string text = "Wide, il|";
        int width = BitmapFont.Measure(text, scale);
        using var image = new Image<Rgb24>(width + 20, BitmapFont.Height * scale, Paper);
        BitmapFont.Draw(image, text, Point.Empty, Ink, scale);
        int last = Enumerable.Range(0, image.Width).Last(x => Enumerable.Range(0, image.Height).Any(y => image[x, y] == Ink));
        Assert.Equal(width - 1, last);
        Assert.Equal(0, BitmapFont.Measure("", scale));
    }

    [Fact]
    public void WhatFallsOutsideIsLeftOut()
    {
        using var image = new Image<Rgb24>(8, 5, Paper);
        BitmapFont.Draw(image, "WWWWW", new Point(-3, -2), Ink, 2);
        using var whole = new Image<Rgb24>(40, 40, Paper);
        BitmapFont.Draw(whole, "WWWWW", new Point(0, 0), Ink, 2);
        for (int y = 0; y < 5; y++)
        {
            for (int x = 0; x < 8; x++)
                Assert.Equal(whole[x + 3, y + 2], image[x, y]);
        }
    }

    [Fact]
    public void LinesBreakAtSpaces()
    {
        int width = BitmapFont.Measure("smiling face");
        Assert.Equal(["smiling face", "with", "sunglasses"], BitmapFont.Wrap("  smiling face with sunglasses ", width));
        Assert.Equal(["smiling face", "with..."], BitmapFont.Wrap("smiling face with sunglasses", width, maxLines: 2));
        Assert.Empty(BitmapFont.Wrap(" \n ", width));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(23)]
    [InlineData(60)]
    public void LinesFitAndLoseNothing(int width)
    {
        const string text = "a pneumonoultramicroscopicsilicovolcanoconiosis of 🍎🍎🍎 and one more";
        IReadOnlyList<string> lines = BitmapFont.Wrap(text, width);
        Assert.Equal(text.Replace(" ", ""), string.Concat(lines).Replace(" ", ""));
        Assert.All(lines, line => Assert.True(BitmapFont.Measure(line) <= width || new System.Globalization.StringInfo(line).LengthInTextElements == 1));
    }

    private static string Render(string text)
    {
        using var image = new Image<Rgb24>(Math.Max(1, BitmapFont.Measure(text)), BitmapFont.Height, Paper);
        BitmapFont.Draw(image, text, Point.Empty, Ink);
        return string.Join('\n', Enumerable.Range(0, image.Height)
            .Select(y => string.Concat(Enumerable.Range(0, image.Width).Select(x => image[x, y] == Ink ? '#' : '.'))));
    }
}
