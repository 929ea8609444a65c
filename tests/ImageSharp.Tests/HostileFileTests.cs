using System.Buffers.Binary;
using System.Diagnostics;
using SixLabors.ImageSharp.Formats;
using SixLabors.ImageSharp.Memory;
using SixLabors.ImageSharp.PixelFormats;

namespace SixLabors.ImageSharp.Tests;

/// <summary>Whatever a file is, loading it ends in a picture of the dimensions promised or in an <see cref="ImageFormatException"/>.</summary>
public class HostileFileTests
{
    public static TheoryData<string> Files() => ["png", "png-interlaced-16", "png-palette", "jpeg", .. Directory
        .GetFiles(Path.Combine(AppContext.BaseDirectory, "files")).Select(path => Path.GetFileName(path)!)];

    [Theory]
    [MemberData(nameof(Files))]
    public void TruncationIsAlwaysAnError(string name)
    {
        byte[] file = Read(name);
        for (int length = 0; length < file.Length; length++)
        {
            byte[] truncated = file[..length];
            Assert.ThrowsAny<ImageFormatException>(() => Image.Load<Rgba32>(truncated).Dispose());
            Assert.ThrowsAny<ImageFormatException>(() => Image.Load<Rgb24>(new MemoryStream(truncated)).Dispose());
            Assert.ThrowsAny<ImageFormatException>(() => Image.Identify(truncated));
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void EveryFlippedBitIsSurvived(string name)
    {
        byte[] file = Read(name);
        int errors = 0;
        for (int bit = 0; bit < file.Length * 8; bit++)
        {
            byte[] damaged = [.. file];
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            errors += Survives(damaged) ? 0 : 1;
        }

        // Every bit of a PNG file is under a checksum.
        if (name.StartsWith("png", StringComparison.Ordinal))
            Assert.Equal(file.Length * 8, errors);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void RandomDamageIsSurvived(string name)
    {
        byte[] file = Read(name);
        var random = new Random(11);
        for (int i = 0; i < 400; i++)
        {
            byte[] damaged = [.. file];
            int from = random.Next(damaged.Length);
            random.NextBytes(damaged.AsSpan(from, Math.Min(random.Next(1, 12), damaged.Length - from)));
            if (i % 3 == 0)
                damaged = [.. damaged[..from], .. damaged[random.Next(damaged.Length)..]];
            Survives(damaged);
        }
    }

    [Theory]
    [InlineData("png")]
    [InlineData("png-interlaced-16")]
    [InlineData("png-palette")]
    public void DamageUnderARightChecksumIsSurvived(string name)
    {
        var random = new Random(5);
        for (int i = 0; i < 400; i++)
        {
            TestPng png = Png(name);
            byte[] compressed = TestPng.Compress(png.FilteredRows());
            compressed[random.Next(compressed.Length)] ^= (byte)(1 << random.Next(8));
            Survives(png.EncodeWith(compressed));
        }
    }

    [Theory]
    [InlineData("png")]
    [InlineData("png-interlaced-16")]
    [InlineData("png-palette")]
    public void DataThatEndsEarlyIsAnErrorUnderARightChecksumToo(string name)
    {
        TestPng png = Png(name);
        byte[] rows = png.FilteredRows();
        for (int length = 0; length < rows.Length; length++)
            AssertDamaged(png.EncodeWith(TestPng.Compress(rows[..length])));

        byte[] compressed = TestPng.Compress(rows);
        for (int length = 0; length < compressed.Length - 4; length++)
            AssertDamaged(png.EncodeWith(compressed[..length]));
    }

    [Theory]
    [InlineData(int.MaxValue, int.MaxValue)]
    [InlineData(1_000_000, 1_000_000)]
    [InlineData(60_000, 60_000)]
    [InlineData(16_000, 16_000)]
    [InlineData(1, int.MaxValue)]
    public void HugeDimensionsInASmallFileAllocateNothing(int width, int height)
    {
        byte[] data = TestPng.Compress(new byte[1000]);
        byte[] png = [.. TestPng.Signature, .. TestPng.Header(width, height, 8, 6), .. TestPng.Chunk("IDAT", data), .. TestPng.Chunk("IEND", [])];
        AssertRefusedCheaply(png, new DecoderOptions());
    }

    [Fact]
    public void ABombIsStoppedByTheAllocatorsLimit()
    {
        // 12000 x 12000 pixels of one bit, all the same: whole and valid, 18 MB of rows in 20 kB.
        byte[] data = TestPng.Compress(new byte[((12_000 / 8) + 1) * 12_000]);
        byte[] png = [.. TestPng.Signature, .. TestPng.Header(12_000, 12_000, 1, 0), .. TestPng.Chunk("IDAT", data), .. TestPng.Chunk("IEND", [])];
        AssertRefusedCheaply(png, WithLimit(64));
        Assert.Equal(new Size(12_000), Image.Identify(WithLimit(1), png).Size);
    }

    [Fact]
    public void DataBehindTheLastRowIsNotUnpackedForever()
    {
        TestPng small = Png("png");
        byte[] bomb = TestPng.Compress([.. small.FilteredRows(), .. new byte[200_000_000]]);
        var clock = Stopwatch.StartNew();
        AssertRefusedCheaply(small.EncodeWith(bomb), new DecoderOptions());
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(5), $"took {clock.Elapsed}");
    }

    [Fact]
    public void AJpegOfHugeDimensionsIsStopped()
    {
        foreach (string name in new[] { "baseline420.jpg", "progressive.jpg", "cmyk.jpg" })
        {
            byte[] jpeg = TestFiles.Read(name);
            BinaryPrimitives.WriteUInt32BigEndian(jpeg.AsSpan(FrameHeader(jpeg) + 5), 0xFFF0_FFF0);
            AssertRefusedCheaply(jpeg, new DecoderOptions());
        }
    }

    [Fact]
    public void AJpegOfEndlessScansIsRefused()
    {
        byte[] jpeg = TestFiles.Read("progressive.jpg");
        int scan = jpeg.AsSpan().LastIndexOf(new byte[] { 0xFF, 0xDA });
        byte[] last = jpeg[scan..^2];
        byte[] endless = [.. jpeg[..^2], .. Enumerable.Repeat(last, 500).SelectMany(bytes => bytes), 0xFF, 0xD9];
        Assert.Throws<InvalidImageContentException>(() => Image.Load<Rgb24>(endless));
    }

    [Fact]
    public void WhatIsNoPictureIsUnknown()
    {
        foreach (byte[] file in new[] { [], [0x89], "BM not today"u8.ToArray(), "GIF89a......"u8.ToArray(), new byte[4096] })
        {
            Assert.Throws<UnknownImageFormatException>(() => Image.Load<Rgb24>(file));
            Assert.Throws<UnknownImageFormatException>(() => Image.Load(new MemoryStream(file)));
            Assert.Throws<UnknownImageFormatException>(() => Image.Identify(file));
            Assert.Throws<UnknownImageFormatException>(() => Image.DetectFormat(file));
        }
    }

    [Fact]
    public void AnEndlessStreamIsReadNoFurtherThanTheLimit()
    {
        using var stream = new EndlessPng();
        Assert.Throws<InvalidImageContentException>(() => Image.Load<Rgb24>(WithLimit(2), stream));
        Assert.InRange(stream.BytesRead, 1 << 20, 3 << 20);
    }

    private static DecoderOptions WithLimit(int megabytes)
    {
        Configuration configuration = Configuration.Default.Clone();
        configuration.MemoryAllocator = MemoryAllocator.Create(new MemoryAllocatorOptions { AllocationLimitMegabytes = megabytes });
        return new DecoderOptions { Configuration = configuration };
    }

    private static void AssertRefusedCheaply(byte[] file, DecoderOptions options)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<InvalidImageContentException>(() => Image.Load<Rgb24>(options, file));
        Assert.Throws<InvalidImageContentException>(() => Image.Load<L8>(options, file));
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(allocated < 4_000_000, $"{allocated} bytes were allocated");
    }

    private static void AssertDamaged(byte[] file) => Assert.Throws<InvalidImageContentException>(() => Image.Load<Rgba32>(file));

    /// <summary>Whether it loads; anything but a picture or an <see cref="ImageFormatException"/> fails the test.</summary>
    private static bool Survives(byte[] file)
    {
        try
        {
            using Image<Rgba32> image = Image.Load<Rgba32>(WithLimit(64), file);
            Assert.Equal(Image.Identify(file).Size, image.Size);
            return true;
        }
        catch (ImageFormatException)
        {
            return false;
        }
    }

    private static byte[] Read(string name) => name switch
    {
        "jpeg" => TestFiles.WithExif(TestFiles.Jpeg(TestFiles.Gradient(17, 15)), TestFiles.Exif(6, littleEndian: false)),
        _ => name.StartsWith("png", StringComparison.Ordinal) ? Png(name).Encode() : TestFiles.Read(name),
    };

    private static TestPng Png(string name) => name switch
    {
        "png" => PngTests.Make(6, 8, interlaced: false, transparency: false, 5, 4),
        "png-interlaced-16" => PngTests.Make(2, 16, interlaced: true, transparency: true, 5, 4),
        _ => PngTests.Make(3, 4, interlaced: true, transparency: true, 9, 5),
    };

    private static int FrameHeader(byte[] jpeg)
    {
        int position = 2;
        while (jpeg[position + 1] is not (0xC0 or 0xC2))
            position += 2 + BinaryPrimitives.ReadUInt16BigEndian(jpeg.AsSpan(position + 2));
        return position;
    }

    private sealed class EndlessPng : MemoryStream
    {
        internal long BytesRead { get; private set; }

        public override int Read(Span<byte> buffer)
        {
            buffer.Clear();
            if (BytesRead == 0)
                TestPng.Signature.CopyTo(buffer);
            BytesRead += buffer.Length;
            return buffer.Length;
        }
    }
}
