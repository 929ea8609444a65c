using MinImagen.Lib.Data;
using SixLabors.ImageSharp.PixelFormats;

namespace MinImagen.Lib.Tests.Data.Formats;

/// <summary>PNG of every kind, made by the tests, against colours worked out from the samples: exactly.</summary>
public sealed class PngDecodingTests
{
    private static readonly (int ColorType, int BitDepth)[] Kinds =
        [(0, 1), (0, 2), (0, 4), (0, 8), (0, 16), (2, 8), (2, 16), (3, 1), (3, 2), (3, 4), (3, 8), (4, 8), (4, 16), (6, 8), (6, 16)];

    public static TheoryData<int, int, bool, bool> Files()
    {
        TheoryData<int, int, bool, bool> data = [];
        foreach ((int colorType, int bitDepth) in Kinds)
        {
            foreach (bool interlaced in new[] { false, true })
            {
                foreach (bool transparency in colorType is 0 or 2 or 3 ? new[] { false, true } : [false])
                    data.Add(colorType, bitDepth, interlaced, transparency);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void PixelsAreThoseOfTheSamples(int colorType, int bitDepth, bool interlaced, bool transparency)
    {
        foreach ((int width, int height) in new[] { (1, 1), (3, 7), (5, 1), (6, 9), (33, 18) })
        {
            TestPng png = TestPng.Make(colorType, bitDepth, interlaced, transparency, width, height);
            if (interlaced && width < 5)
            {
                Assert.Contains("an interlaced PNG narrower", Assert.Throws<InvalidDataException>(() => ImageDecoder.Decode(png.Encode())).Message);
                continue;
            }

            AssertPixels(png, ImageDecoder.Decode(png.Encode()));
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(40)]
    public void PixelsMayComeInPieces(int pieces)
    {
        TestPng whole = TestPng.Make(2, 8, false, false, 20, 10);
        TestPng split = new() { Width = 20, Height = 10, ColorType = 2, BitDepth = 8, Samples = whole.Samples, DataChunks = pieces };

        AssertPixels(whole, ImageDecoder.Decode(split.Encode()));
    }

    [Fact]
    public void WhatIsAboutAPictureChangesNothing()
    {
        TestPng annotated = TestPng.Make(
            6, 8, false, false, 9, 9, ("gAMA", [0, 1, 0x86, 0xA0]), ("vpAg", [1, 2, 3]), ("iCCP", [65, 0, 0, 1, 2, 3]), ("pHYs", [1]), ("zTXt", [65, 0, 0, 9]), ("eXIf", [1, 2]));

        AssertPixels(annotated, ImageDecoder.Decode(annotated.Encode()));
        AssertPixels(annotated, ImageDecoder.Decode([.. annotated.Encode(), 1, 2, 3]));
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void AColourBeyondThePaletteIsBlack(bool interlaced, bool transparency)
    {
        TestPng whole = TestPng.Make(3, 8, interlaced, false, 16, 16);
        TestPng png = new()
        {
            Width = 16,
            Height = 16,
            ColorType = 3,
            BitDepth = 8,
            Interlaced = interlaced,
            Samples = whole.Samples,
            Palette = whole.Palette![..(3 * 40)],
            Transparency = transparency ? [255, 255] : null,
        };

        AssertPixels(png, ImageDecoder.Decode(png.Encode()));
    }

    [Fact]
    public void OnlyTheEndMayBeMissing()
    {
        TestPng png = TestPng.Make(2, 8, false, false, 9, 9);

        AssertPixels(png, ImageDecoder.Decode(png.Encode().AsSpan(..^12)));
        Assert.Contains("ends before the picture does", Assert.Throws<InvalidDataException>(() => ImageDecoder.Decode(png.Encode().AsSpan(..^13))).Message);
    }

    [Theory]
    [InlineData(6, 8, false)]
    [InlineData(2, 16, true)]
    [InlineData(3, 4, true)]
    public void PixelsThatEndEarlyAreRefusedUnderARightChecksumToo(int colorType, int bitDepth, bool interlaced)
    {
        TestPng png = TestPng.Make(colorType, bitDepth, interlaced, false, 9, 5);
        byte[] rows = png.FilteredRows();
        for (int length = 0; length < rows.Length; length++)
            AssertCutOff(png.EncodeWith(TestPng.Compress(rows[..length])));

        // the last four bytes are a checksum of rows that are there, and the two before may hold no more than "end"
        byte[] compressed = TestPng.Compress(rows);
        for (int length = 0; length < compressed.Length - 6; length++)
            AssertCutOff(png.EncodeWith(compressed[..length]));
    }

    private static void AssertCutOff(byte[] png) =>
        Assert.Matches("ends before the picture does|pixels are damaged", Assert.Throws<InvalidDataException>(() => ImageDecoder.Decode(png)).Message);

    private static void AssertPixels(TestPng png, Pixels pixels)
    {
        Assert.Equal((png.Width, png.Height), (pixels.Width, pixels.Height));
        byte[] expected = [.. Enumerable.Range(0, png.Width * png.Height).Select(i => Expected(png, i % png.Width, i / png.Width)).SelectMany(OverWhite)];
        Assert.Equal(expected, pixels.Rgb);
    }

    private static byte[] OverWhite(Rgba32 pixel)
    {
        byte Over(byte value) => (byte)Math.Round(255 + ((value - 255) * (pixel.A / 255.0)));
        return [Over(pixel.R), Over(pixel.G), Over(pixel.B)];
    }

    private static Rgba32 Expected(TestPng png, int x, int y)
    {
        int Sample(int c) => png.Samples[y, x, c];
        if (png.ColorType == 3)
        {
            int index = Sample(0);
            byte alpha = png.Transparency is { } trns && index < trns.Length ? trns[index] : byte.MaxValue;
            return 3 * index < png.Palette!.Length
                ? new Rgba32(png.Palette[3 * index], png.Palette[(3 * index) + 1], png.Palette[(3 * index) + 2], alpha)
                : new Rgba32(0, 0, 0, alpha);
        }

        byte Byte(int c) => (byte)Math.Round(Sample(c) * 255.0 / ((1 << png.BitDepth) - 1));
        int channels = TestPng.Channels(png.ColorType);
        byte opacity = png.ColorType >= 4 ? Byte(channels - 1) : byte.MaxValue;
        if (png.Transparency is { } key && Enumerable.Range(0, channels).All(c => Sample(c) == (key[2 * c] << 8 | key[(2 * c) + 1])))
            opacity = 0;
        return channels >= 3 ? new Rgba32(Byte(0), Byte(1), Byte(2), opacity) : new Rgba32(Byte(0), Byte(0), Byte(0), opacity);
    }
}
