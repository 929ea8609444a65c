using System.Buffers.Binary;

namespace MinImagen.Lib.Data.Formats;

/// <summary>The one thing of EXIF that a picture's pixels depend on: how the camera was held.</summary>
internal static class ExifOrientation
{
    internal const ushort Upright = 1;

    private const ushort Tag = 0x0112;
    private const ushort Short = 3;
    private const int EntryBytes = 12;

    /// <summary>Reads the orientation of a block of EXIF; upright where it says none, or nothing that can be read.</summary>
    /// <param name="exif">The block, from its byte order on.</param>
    internal static ushort Of(ReadOnlySpan<byte> exif)
    {
        if (exif.Length < 8 || !(exif.StartsWith("II"u8) || exif.StartsWith("MM"u8)))
            return Upright;

        var little = exif[0] == 'I';
        var directory = little ? BinaryPrimitives.ReadUInt32LittleEndian(exif[4..]) : BinaryPrimitives.ReadUInt32BigEndian(exif[4..]);
        if (directory > exif.Length - 2)
            return Upright;

        // a directory: how many entries, then of each its tag, type, count and value
        var entries = exif[(int)directory..];
        for (int left = Read16(entries, little), at = 2; left > 0 && at + EntryBytes <= entries.Length; left--, at += EntryBytes)
        {
            if (Read16(entries[at..], little) == Tag && Read16(entries[(at + 2)..], little) == Short)
                return Read16(entries[(at + 8)..], little) is >= 1 and <= 8 and var orientation ? orientation : Upright;
        }

        return Upright;
    }

    private static ushort Read16(ReadOnlySpan<byte> bytes, bool little) =>
        little ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);
}
