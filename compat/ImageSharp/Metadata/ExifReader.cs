using System.Buffers.Binary;

namespace SixLabors.ImageSharp.Metadata;

/// <summary>Finds the orientation in a block of EXIF data, a small TIFF file, and nothing else.</summary>
internal static class ExifReader
{
    private const ushort OrientationTag = 0x0112;
    private const ushort ShortType = 3;
    private const int EntryLength = 12;

    /// <summary>The orientation; <see cref="ExifOrientation.TopLeft"/> where there is none, or the data is damaged.</summary>
    internal static ExifOrientation ReadOrientation(ReadOnlySpan<byte> exif)
    {
        if (exif.StartsWith("Exif\0\0"u8))
            exif = exif[6..];
        if (exif.Length < 8)
            return ExifOrientation.TopLeft;

        bool little = exif.StartsWith("II*\0"u8);
        if (!little && !exif.StartsWith("MM\0*"u8))
            return ExifOrientation.TopLeft;

        uint offset = little ? BinaryPrimitives.ReadUInt32LittleEndian(exif[4..]) : BinaryPrimitives.ReadUInt32BigEndian(exif[4..]);
        if (offset > exif.Length - 2)
            return ExifOrientation.TopLeft;

        ReadOnlySpan<byte> entries = exif[(int)offset..];
        int count = ReadUInt16(entries, little);
        entries = entries[2..];
        for (int i = 0; i < count && entries.Length >= EntryLength; i++, entries = entries[EntryLength..])
        {
            if (ReadUInt16(entries, little) != OrientationTag)
                continue;
            ushort value = ReadUInt16(entries[8..], little);
            return ReadUInt16(entries[2..], little) == ShortType && value is >= 1 and <= 8
                ? (ExifOrientation)value
                : ExifOrientation.TopLeft;
        }

        return ExifOrientation.TopLeft;
    }

    private static ushort ReadUInt16(ReadOnlySpan<byte> bytes, bool little)
        => little ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);
}
