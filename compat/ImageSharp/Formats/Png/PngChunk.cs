using System.Buffers.Binary;
using System.Text;

namespace SixLabors.ImageSharp.Formats.Png;

/// <summary>One chunk of a PNG file: length, type, data, checksum.</summary>
internal readonly ref struct PngChunk
{
    internal const uint Header = 0x49484452; // IHDR
    internal const uint Palette = 0x504C5445; // PLTE
    internal const uint Transparency = 0x74524E53; // tRNS
    internal const uint Data = 0x49444154; // IDAT
    internal const uint End = 0x49454E44; // IEND
    internal const uint Exif = 0x65584966; // eXIf

    private const int Overhead = 12;

    private PngChunk(ReadOnlySpan<byte> whole) => Whole = whole;

    /// <summary>The chunk with its length and checksum.</summary>
    internal ReadOnlySpan<byte> Whole { get; }

    internal uint Type => BinaryPrimitives.ReadUInt32BigEndian(Whole[4..]);

    internal ReadOnlySpan<byte> Content => Whole[8..^4];

    /// <summary>Whether no decoder may skip a chunk of this type: the first letter is a capital.</summary>
    internal bool IsCritical => (Whole[4] & 0x20) == 0;

    internal string Name => Encoding.Latin1.GetString(Whole[4..8]);

    /// <summary>
    /// Takes the first chunk off the rest of a file. The checksum of each must be right, even of one that is skipped: a
    /// damaged type may be what makes it look skippable.
    /// </summary>
    internal static PngChunk Read(ref ReadOnlySpan<byte> rest)
    {
        PngChunk chunk = ReadUnchecked(ref rest);
        if (BinaryPrimitives.ReadUInt32BigEndian(chunk.Whole[^4..]) != Crc32.Compute(chunk.Whole[4..^4]))
            throw new InvalidImageContentException($"The PNG file is damaged: the checksum of a chunk {chunk.Name} is wrong.");
        return chunk;
    }

    /// <summary>The same, in a file that was read before.</summary>
    internal static PngChunk ReadUnchecked(ref ReadOnlySpan<byte> rest)
    {
        if (rest.Length < Overhead)
            throw new InvalidImageContentException("The PNG file ends early: there is no end chunk.");
        uint length = BinaryPrimitives.ReadUInt32BigEndian(rest);
        if (length > rest.Length - Overhead)
            throw new InvalidImageContentException("The PNG file ends early: a chunk is longer than what is left of the file.");

        var chunk = new PngChunk(rest[..((int)length + Overhead)]);
        rest = rest[chunk.Whole.Length..];
        return chunk;
    }

    internal static void Write(Stream stream, uint type, ReadOnlySpan<byte> content)
    {
        byte[] chunk = new byte[content.Length + 12];
        BinaryPrimitives.WriteInt32BigEndian(chunk, content.Length);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(4), type);
        content.CopyTo(chunk.AsSpan(8));
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(content.Length + 8), Crc32.Compute(chunk.AsSpan(4, content.Length + 4)));
        stream.Write(chunk);
    }
}
