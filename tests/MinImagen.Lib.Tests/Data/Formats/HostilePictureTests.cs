using System.Buffers.Binary;
using System.Diagnostics;
using MinImagen.Lib.Data;
using SixLabors.ImageSharp;

namespace MinImagen.Lib.Tests.Data.Formats;

/// <summary>Files made to harm: each is refused in time, in little memory, and with a reason.</summary>
public sealed class HostilePictureTests
{
    /// <summary>So many bytes may be needed to see which format it is.</summary>
    private const int LongestStart = 12;

    public static TheoryData<string> Files() => [.. FixtureFiles.All];

    [Theory]
    [MemberData(nameof(Files))]
    public void TruncationIsAlwaysRefused(string name)
    {
        byte[] file = FixtureFiles.Read(name);

        // of a PNG, only the twelve bytes that say "end" may be missing
        int least = name.StartsWith("png", StringComparison.Ordinal) ? file.Length - 12 : file.Length;
        for (int length = 0; length < least; length++)
        {
            string reason = Reason(file[..length]) ?? "none";
            Assert.Contains(length < LongestStart ? "not a picture" : "ends before the picture does", reason);
        }
    }

    [Theory]
    [InlineData(int.MaxValue, int.MaxValue)]
    [InlineData(1_000_000, 1_000_000)]
    [InlineData(60_000, 60_000)]
    [InlineData(16_000, 16_000)]
    [InlineData(1, int.MaxValue)]
    [InlineData(-1, -1)]
    [InlineData(0, 5)]
    public void HugeDimensionsAreRefusedByTheHeader(int width, int height) => RefuseCheaply(Png(width, height, 8, 6, new byte[1000]), "pixels");

    // Rows of 16 bits and four channels, so long that the decoder's count of their bits overflows.
    [Theory]
    [InlineData(33_554_433)]
    [InlineData(65_536)]
    public void ASideThatOverflowsIsRefused(int width) => RefuseCheaply(Png(width, 1, 16, 6, new byte[1000]), "no side may have more than 65,535");

    [Fact]
    public void NoCallerMayAskForMoreThanTheMost()
    {
        byte[] png = Png(20_000, 20_000, 1, 0, new byte[1000]);

        Assert.Contains("100,000,000", Assert.Throws<InvalidDataException>(() => ImageDecoder.Decode(png, long.MaxValue)).Message);
    }

    [Fact]
    public void ALargePictureWithoutPixelsIsRefusedBeforeMemoryIsTakenForThem() => RefuseCheaply(Png(7_000, 7_000, 8, 6, new byte[1000]), "ends before the picture does");

    [Fact]
    public void RowsBehindTheLastAreNotUnpacked()
    {
        TestPng small = TestPng.Make(6, 8, false, false, 5, 4);
        byte[] bomb = small.EncodeWith(TestPng.Compress([.. small.FilteredRows(), .. new byte[200_000_000]]));

        Assert.Equal(ImageDecoder.Decode(small.Encode()).Rgb, Cheaply(() => ImageDecoder.Decode(bomb)).Rgb);
    }

    [Theory]
    [InlineData("zTXt", "Comment\0\0")]
    [InlineData("iTXt", "Comment\0\u0001\0\0\0")]
    [InlineData("iCCP", "profile\0\0")]
    public void TextThatUnpacksToGigabytesIsNotUnpacked(string chunk, string start)
    {
        byte[] content = [.. System.Text.Encoding.Latin1.GetBytes(start), .. Zeros(300_000_000)];
        TestPng png = TestPng.Make(6, 8, false, false, 5, 4, (chunk, content), (chunk, content));

        Assert.Equal(5, Cheaply(() => ImageDecoder.Decode(png.Encode())).Width);
    }

    [Fact]
    public void AProfileInManyPartsIsNotPutTogether()
    {
        byte[] profile = [.. "ICC_PROFILE\0"u8, 1, 255, .. new byte[65_000]];
        byte[] jpeg = FixtureFiles.Read("baseline420.jpg");
        byte[] segment = FixtureFiles.WithSegment(jpeg, 0xE2, profile)[2..^(jpeg.Length - 2)];
        byte[] annotated = [.. jpeg[..2], .. Enumerable.Repeat(segment, 500).SelectMany(bytes => bytes), .. jpeg[2..]];

        Assert.Equal(ImageDecoder.Decode(jpeg).Rgb, Cheaply(() => ImageDecoder.Decode(annotated)).Rgb);
    }

    [Theory]
    [InlineData("baseline420.jpg")]
    [InlineData("progressive.jpg")]
    [InlineData("cmyk.jpg")]
    public void AJpegOfHugeDimensionsIsRefused(string name)
    {
        byte[] jpeg = FixtureFiles.Read(name);
        BinaryPrimitives.WriteUInt32BigEndian(jpeg.AsSpan(FrameHeader(jpeg) + 5), 0xFFF0_FFF0);

        RefuseCheaply(jpeg, "65520 × 65520 pixels");
    }

    [Fact]
    public void AJpegOfEndlessScansIsRefused()
    {
        byte[] jpeg = FixtureFiles.Read("progressive.jpg");
        byte[] last = jpeg[jpeg.AsSpan().LastIndexOf((ReadOnlySpan<byte>)[0xFF, 0xDA])..^2];

        RefuseCheaply([.. jpeg[..^2], .. Enumerable.Repeat(last, 500).SelectMany(bytes => bytes), 0xFF, 0xD9], "more than 100 scans");
    }

    [Fact]
    public void AJpegWithoutFrameOrScanIsRefused()
    {
        RefuseCheaply([0xFF, 0xD8, 0xFF, 0xD9], "without a picture");
        byte[] jpeg = FixtureFiles.Read("baseline420.jpg");
        int frame = FrameHeader(jpeg);
        int length = 2 + BinaryPrimitives.ReadUInt16BigEndian(jpeg.AsSpan(frame + 2));
        RefuseCheaply([.. jpeg[..frame], .. jpeg[(frame + length)..]], "damaged");
        RefuseCheaply([.. jpeg[..frame], .. jpeg[frame..(frame + length)], .. jpeg[frame..]], "damaged");
    }

    [Theory]
    [InlineData("VP8X")]
    [InlineData("VP8L")]
    [InlineData("ALPH")]
    public void AChunkLongerThanItsFileIsRefused(string chunk)
    {
        byte[] webp = FixtureFiles.Webp(FixtureFiles.Chunk(chunk, new byte[10]));
        BinaryPrimitives.WriteInt32LittleEndian(webp.AsSpan(16), int.MaxValue);

        RefuseCheaply(webp, "ends before the picture does");
    }

    // Of 16 × 16 pixels, but each group of codes would take 40 kB.
    [Theory]
    [InlineData(0, 65_535)]
    [InlineData(11, 65_535)]
    [InlineData(11, 4_096)]
    public void AWebpOfManyGroupsOfCodesIsRefused(int cacheBits, int largest) => RefuseCheaply(WithGroups(cacheBits, largest), "groups of codes");

    [Theory]
    [InlineData(0, 0)]
    [InlineData(11, 4_095)]
    public void AWebpOfFewGroupsOfCodesIsDecoded(int cacheBits, int largest) =>
        Assert.Equal(16 * 16 * 3, Cheaply(() => ImageDecoder.Decode(WithGroups(cacheBits, largest))).Rgb.Length);

    [Theory]
    [InlineData("Tga")]
    [InlineData("Tiff")]
    [InlineData("Pbm")]
    [InlineData("Gif")]
    [InlineData("Bmp")]
    public void OtherFormatsAreNotRead(string format)
    {
        using Image<SixLabors.ImageSharp.PixelFormats.Rgb24> image = FixtureFiles.Gradient(8, 8);
        using MemoryStream stream = new();
        image.Save(stream, Configuration.Default.ImageFormatsManager.FindEncoder(Configuration.Default.ImageFormats.Single(one => one.Name.Equals(format, StringComparison.OrdinalIgnoreCase))));

        RefuseCheaply(stream.ToArray(), "neither PNG, JPEG nor WebP");
    }

    [Fact]
    public void TheReasonIsInWordsOfThisProgram()
    {
        foreach (string name in FixtureFiles.All)
        {
            byte[] damaged = FixtureFiles.Read(name);
            for (int i = 0; i < damaged.Length; i++)
            {
                damaged[i] ^= 0x55;
                if (Reason(damaged) is { } reason)
                    Assert.DoesNotMatch("Exception|System|ImageSharp|Parameter|archive|index was|\n", reason);
                damaged[i] ^= 0x55;
            }
        }
    }

    /// <summary>A lossless picture whose one tile is of the group <paramref name="largest"/>, and so has codes of all below it too.</summary>
    private static byte[] WithGroups(int cacheBits, int largest)
    {
        List<bool> bits = [];
        Add(0x2F, 8);
        Add(15, 14); // width and height, less one
        Add(15, 14);
        Add(0, 4); // no alpha, version 0
        Add(0, 1); // no transform
        Add(cacheBits > 0 ? 1 : 0, 1);
        if (cacheBits > 0)
            Add(cacheBits, 4);
        Add(1, 1); // groups, in tiles of 16 × 16
        Add(2, 3);
        Add(0, 1); // no cache for their numbers
        foreach (int symbol in new[] { largest & 255, largest >> 8, 0, 0, 0 })
        {
            Add(0b101, 3); // one symbol, of eight bits
            Add(symbol, 8);
        }

        for (int code = 0; code < 5 * (largest + 1); code++)
            Add(1, 4); // one symbol, of one bit: 0
        Add(0, 64);
        byte[] bytes = new byte[(bits.Count + 7) / 8];
        for (int i = 0; i < bits.Count; i++)
            bytes[i / 8] |= (byte)(bits[i] ? 1 << (i % 8) : 0);
        return FixtureFiles.Webp(FixtureFiles.Chunk("VP8L", bytes));

        void Add(int value, int count)
        {
            for (int i = 0; i < count; i++)
                bits.Add(((value >> i) & 1) != 0);
        }
    }

    private static byte[] Png(int width, int height, int bitDepth, int colorType, byte[] rows) =>
        [.. TestPng.Signature, .. TestPng.Header(width, height, bitDepth, colorType), .. TestPng.Chunk("IDAT", TestPng.Compress(rows)), .. TestPng.Chunk("IEND", [])];

    private static byte[] Zeros(int count) => TestPng.Compress(new byte[count]);

    private static int FrameHeader(byte[] jpeg)
    {
        int position = 2;
        while (jpeg[position + 1] is not (0xC0 or 0xC2))
            position += 2 + BinaryPrimitives.ReadUInt16BigEndian(jpeg.AsSpan(position + 2));
        return position;
    }

    private static string? Reason(byte[] file)
    {
        try
        {
            ImageDecoder.Decode(file);
            return null;
        }
        catch (InvalidDataException refused)
        {
            return refused.Message;
        }
    }

    private static void RefuseCheaply(byte[] file, string reason) =>
        Assert.Contains(reason, Cheaply(() => Assert.Throws<InvalidDataException>(() => ImageDecoder.Decode(file))).Message);

    /// <summary>In a second, and at most a few times the size of the largest file here.</summary>
    private static T Cheaply<T>(Func<T> decode)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        Stopwatch clock = Stopwatch.StartNew();
        T result = decode();
        Assert.InRange(clock.ElapsedMilliseconds, 0, 5_000);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 256 << 20);
        return result;
    }
}
