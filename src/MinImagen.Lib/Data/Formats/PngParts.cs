using System.Buffers.Binary;

namespace MinImagen.Lib.Data.Formats;

/// <summary>A PNG file cut down to header, palette, transparency and pixels.</summary>
internal static class PngParts
{
    internal const int SignatureBytes = 8;
    internal const int AroundChunk = 12;

    private const int HeaderBytes = 13 + AroundChunk;
    private const int PaletteColours = 256;

    internal static bool IsPng(ReadOnlySpan<byte> file) => file.StartsWith(Signature);

    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', (byte)'\r', (byte)'\n', 0x1A, (byte)'\n'];

    /// <summary>The chunk at the beginning, its length, name and checksum included; nothing where less than all of it is there.</summary>
    internal static ReadOnlySpan<byte> FirstChunk(ReadOnlySpan<byte> chunks)
    {
        if (chunks.Length < AroundChunk)
            return default;
        var length = BinaryPrimitives.ReadUInt32BigEndian(chunks);
        return length <= chunks.Length - AroundChunk ? chunks[..((int)length + AroundChunk)] : default;
    }

    internal static bool IsNamed(ReadOnlySpan<byte> chunk, ReadOnlySpan<byte> name) => chunk.Slice(4, 4).SequenceEqual(name);

    internal static PictureParts Of(ReadOnlySpan<byte> file)
    {
        var header = FirstChunk(file[SignatureBytes..]);
        if (header.IsEmpty)
            throw PictureParts.CutOff();
        if (!IsNamed(header, "IHDR"u8) || header.Length != HeaderBytes)
            throw PictureParts.Wrong("a PNG that does not begin with its header");

        using var kept = new MemoryStream(file.Length + 3 * PaletteColours);
        kept.Write(file[..SignatureBytes]);
        kept.Write(header);
        var orientation = ExifOrientation.Upright;
        var rest = file[(SignatureBytes + header.Length)..];
        for (var chunk = FirstChunk(rest); !chunk.IsEmpty && !IsNamed(chunk, "IEND"u8); chunk = FirstChunk(rest))
        {
            rest = rest[chunk.Length..];
            if (IsNamed(chunk, "IDAT"u8))
                kept.Write(chunk);
            else if (IsNamed(chunk, "tRNS"u8))
                WriteTransparency(kept, chunk[8..^4], header);
            else if (IsNamed(chunk, "PLTE"u8))
                WritePalette(kept, chunk);
            else if (IsNamed(chunk, "eXIf"u8))
                orientation = ExifOrientation.Of(chunk[8..^4]);
        }

        WriteChunk(kept, "IEND"u8, []);
        return new PictureParts(kept.ToArray(), orientation);
    }

    /// <summary>Fills a palette up with black: a pixel may be of a colour beyond its end, where the decoder would read other memory.</summary>
    private static void WritePalette(MemoryStream kept, ReadOnlySpan<byte> chunk)
    {
        if (Crc(chunk[4..^4]) != BinaryPrimitives.ReadUInt32BigEndian(chunk[^4..]))
            throw PictureParts.Wrong("its palette is damaged");
        var palette = new byte[3 * PaletteColours];
        var colours = chunk[8..^4];
        colours[..Math.Min(colours.Length, palette.Length)].CopyTo(palette);
        WriteChunk(kept, "PLTE"u8, palette);
    }

    /// <summary>The decoder reads a transparent colour of 16 bits with its bytes the wrong way round.</summary>
    private static void WriteTransparency(MemoryStream kept, ReadOnlySpan<byte> transparency, ReadOnlySpan<byte> header)
    {
        const int BitDepth = 8 + 8;
        var turned = transparency.ToArray();
        for (var i = 1; header[BitDepth] == 16 && i < turned.Length; i += 2)
            (turned[i - 1], turned[i]) = (turned[i], turned[i - 1]);
        WriteChunk(kept, "tRNS"u8, turned);
    }

    private static void WriteChunk(MemoryStream kept, ReadOnlySpan<byte> name, ReadOnlySpan<byte> data)
    {
        var chunk = new byte[data.Length + AroundChunk];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        name.CopyTo(chunk.AsSpan(4));
        data.CopyTo(chunk.AsSpan(8));
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(^4..), Crc(chunk.AsSpan(4..^4)));
        kept.Write(chunk);
    }

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320);
        }

        return ~crc;
    }
}
