using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace MinImagen.Lib.Tests.Data.Formats;

/// <summary>A PNG encoder of the tests' own: any colour type, bit depth and interlacing, and whatever damage is asked for.</summary>
internal sealed class TestPng
{
    internal static readonly byte[] Signature = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    private static readonly (int X, int Y, int StepX, int StepY)[] Passes =
        [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];

    internal required int Width { get; init; }

    internal required int Height { get; init; }

    internal required int ColorType { get; init; }

    internal required int BitDepth { get; init; }

    internal bool Interlaced { get; init; }

    /// <summary>Sample c of the pixel (x, y) is at [y, x, c].</summary>
    internal required int[,,] Samples { get; init; }

    internal byte[]? Palette { get; init; }

    internal byte[]? Transparency { get; init; }

    internal int DataChunks { get; init; } = 1;

    internal (string Type, byte[] Content)[] BeforeData { get; init; } = [];

    internal static int Channels(int colorType) => colorType switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };

    internal static byte[] Chunk(string type, byte[] content)
    {
        byte[] chunk = new byte[content.Length + 12];
        BinaryPrimitives.WriteInt32BigEndian(chunk, content.Length);
        Encoding.ASCII.GetBytes(type).CopyTo(chunk, 4);
        content.CopyTo(chunk, 8);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(^4), Crc(chunk.AsSpan(4..^4)));
        return chunk;
    }

    internal static byte[] Header(int width, int height, int bitDepth, int colorType, bool interlaced = false)
    {
        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = (byte)bitDepth;
        header[9] = (byte)colorType;
        header[12] = (byte)(interlaced ? 1 : 0);
        return Chunk("IHDR", header);
    }

    internal static byte[] Compress(byte[] data)
    {
        using var compressed = new MemoryStream();
        using (var deflate = new ZLibStream(compressed, CompressionLevel.Optimal))
            deflate.Write(data);
        return compressed.ToArray();
    }

    /// <summary>The same chunks under checksums of what is in them.</summary>
    internal static byte[] WithRightChecksums(byte[] png)
    {
        for (int at = Signature.Length; at + 12 <= png.Length;)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at));
            if (length < 0 || length > png.Length - at - 12)
                break;
            BinaryPrimitives.WriteUInt32BigEndian(png.AsSpan(at + 8 + length), Crc(png.AsSpan(at + 4, length + 4)));
            at += length + 12;
        }

        return png;
    }

    internal byte[] Encode() => EncodeWith(Compress(FilteredRows()));

    /// <summary>The file with other compressed data in it.</summary>
    internal byte[] EncodeWith(byte[] compressed)
    {
        var file = new List<byte>();
        file.AddRange(Signature);
        file.AddRange(Header(Width, Height, BitDepth, ColorType, Interlaced));
        if (Palette is not null)
            file.AddRange(Chunk("PLTE", Palette));
        if (Transparency is not null)
            file.AddRange(Chunk("tRNS", Transparency));
        foreach ((string type, byte[] content) in BeforeData)
            file.AddRange(Chunk(type, content));

        int piece = (compressed.Length + DataChunks - 1) / DataChunks;
        for (int i = 0; i < DataChunks; i++)
            file.AddRange(Chunk("IDAT", compressed[Math.Min(i * piece, compressed.Length)..Math.Min((i + 1) * piece, compressed.Length)]));
        file.AddRange(Chunk("IEND", []));
        return [.. file];
    }

    internal byte[] FilteredRows()
    {
        var data = new List<byte>();
        foreach ((int x, int y, int stepX, int stepY) in Interlaced ? Passes : [(0, 0, 1, 1)])
            AppendPass(data, x, y, stepX, stepY);
        return [.. data];
    }

    /// <summary>A picture of random samples, the same every time.</summary>
    internal static TestPng Make(int colorType, int bitDepth, bool interlaced, bool transparency, int width, int height, params (string Type, byte[] Content)[] beforeData)
    {
        var random = new Random((colorType * 100) + bitDepth);
        int channels = Channels(colorType);
        int[,,] samples = new int[height, width, channels];
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                for (int c = 0; c < channels; c++)
                    samples[y, x, c] = random.Next(1 << bitDepth);
            }
        }

        byte[]? palette = null;
        byte[]? trns = null;
        if (colorType == 3)
        {
            int paletteSize = 1 << bitDepth;
            palette = new byte[3 * paletteSize];
            random.NextBytes(palette);
            if (transparency)
            {
                // Shorter than the palette: what is missing is opaque.
                trns = new byte[Math.Max(1, paletteSize / 2)];
                random.NextBytes(trns);
            }
        }
        else if (transparency)
        {
            // The colour of the first pixel is the transparent one.
            trns = [.. Enumerable.Range(0, channels).SelectMany(c => new[] { (byte)(samples[0, 0, c] >> 8), (byte)samples[0, 0, c] })];
        }

        return new TestPng
        {
            Width = width,
            Height = height,
            ColorType = colorType,
            BitDepth = bitDepth,
            Interlaced = interlaced,
            Samples = samples,
            Palette = palette,
            Transparency = trns,
            BeforeData = beforeData,
        };
    }

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in bytes)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++)
                crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320);
        }

        return ~crc;
    }

    private void AppendPass(List<byte> data, int startX, int startY, int stepX, int stepY)
    {
        if (startX >= Width)
            return;

        byte[]? previous = null;
        int bytesPerPixel = Math.Max(1, BitDepth * Channels(ColorType) / 8);
        for (int y = startY, row = 0; y < Height; y += stepY, row++)
        {
            byte[] current = PackRow(y, startX, stepX);
            previous ??= new byte[current.Length];
            int filter = row % 5;
            data.Add((byte)filter);
            for (int i = 0; i < current.Length; i++)
            {
                int a = i < bytesPerPixel ? 0 : current[i - bytesPerPixel];
                int b = previous[i];
                int c = i < bytesPerPixel ? 0 : previous[i - bytesPerPixel];
                int predicted = filter switch { 0 => 0, 1 => a, 2 => b, 3 => (a + b) >> 1, _ => Paeth(a, b, c) };
                data.Add((byte)(current[i] - predicted));
            }

            previous = current;
        }
    }

    private byte[] PackRow(int y, int startX, int stepX)
    {
        var bits = new List<int>();
        for (int x = startX; x < Width; x += stepX)
        {
            for (int channel = 0; channel < Channels(ColorType); channel++)
            {
                for (int bit = BitDepth - 1; bit >= 0; bit--)
                    bits.Add((Samples[y, x, channel] >> bit) & 1);
            }
        }

        byte[] packed = new byte[(bits.Count + 7) / 8];
        for (int i = 0; i < bits.Count; i++)
            packed[i / 8] |= (byte)(bits[i] << (7 - (i % 8)));
        return packed;
    }

    private static int Paeth(int a, int b, int c)
    {
        int p = a + b - c;
        int pa = Math.Abs(p - a), pb = Math.Abs(p - b), pc = Math.Abs(p - c);
        return pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
    }
}
