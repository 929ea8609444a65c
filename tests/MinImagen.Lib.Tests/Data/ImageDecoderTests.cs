using System.Buffers.Binary;
using MinImagen.Lib.Data;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;

namespace MinImagen.Lib.Tests.Data;

public sealed class ImageDecoderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void WhatIsTransparentIsLaidOverWhite()
    {
        byte[] png = Png([new Rgba32(255, 0, 0, 255), new Rgba32(10, 20, 30, 0), new Rgba32(0, 0, 0, 51)], 3, 1);

        Pixels pixels = ImageDecoder.Decode(png);

        // 0.2 · black + 0.8 · white = 204
        Assert.Equal([255, 0, 0, 255, 255, 255, 204, 204, 204], pixels.Rgb);
    }

    [Fact]
    public void APictureOfTooManyPixelsIsRefusedByItsHeader()
    {
        byte[] png = Png([default], 1, 1);
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(16), 60_000);
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(20), 60_000);

        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<InvalidDataException>(() => ImageDecoder.Decode(png));

        // 60,000 × 60,000 pixels would be 10 GB
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10_000_000);
        Assert.Contains("2 × 2 pixels", Assert.Throws<InvalidDataException>(() => ImageDecoder.Decode(Png(new Rgba32[4], 2, 2), maxPixels: 3)).Message);
    }

    [Fact]
    public void EveryTruncationIsRefused()
    {
        byte[] png = Png([.. Enumerable.Range(0, 400).Select(i => new Rgba32((byte)i, (byte)(i * 3), (byte)(i * 7), 255))], 20, 20);

        // the last 12 bytes are the empty chunk that only says "end"
        for (int length = 0; length < png.Length - 12; length += 13)
            Assert.Throws<InvalidDataException>(() => ImageDecoder.Decode(png.AsSpan(0, length)));
    }

    [Fact]
    public void EveryFlippedByteIsDecodedOrRefusedButNeverAnythingElse()
    {
        byte[] png = Png([.. Enumerable.Range(0, 64).Select(i => new Rgba32((byte)i, (byte)(i * 3), 0, (byte)(255 - i)))], 8, 8);
        for (int i = 0; i < png.Length; i++)
        {
            byte[] damaged = [.. png];
            damaged[i] ^= 0x55;
            try
            {
                Assert.NotEmpty(ImageDecoder.Decode(damaged).Rgb);
            }
            catch (InvalidDataException)
            {
            }
        }
    }

    [Fact]
    public void WhatIsNoPictureIsRefusedWithTheReason()
    {
        File.WriteAllText(_folder["a.png"], "this is no picture");

        Assert.Contains("not a picture", Assert.Throws<InvalidDataException>(() => ImageDecoder.Decode(_folder["a.png"])).Message);
        Assert.Contains("no such file", Assert.Throws<InvalidDataException>(() => ImageDecoder.Decode(_folder["missing.png"])).Message);
        Assert.Contains("cannot be read", Assert.Throws<InvalidDataException>(() => ImageDecoder.Decode(_folder.Path)).Message);
        Assert.Throws<InvalidDataException>(() => ImageDecoder.Decode([]));
    }

    private static byte[] Png(Rgba32[] pixels, int width, int height)
    {
        using Image<Rgba32> image = Image.LoadPixelData<Rgba32>(pixels, width, height);
        using MemoryStream stream = new();
        image.SaveAsPng(stream);
        return stream.ToArray();
    }
}
