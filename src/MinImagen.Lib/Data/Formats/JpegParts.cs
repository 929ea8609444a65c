using System.Buffers.Binary;

namespace MinImagen.Lib.Data.Formats;

/// <summary>A JPEG file cut down to tables, frame and scans.</summary>
internal static class JpegParts
{
    /// <summary>A progressive picture has about ten scans. Each goes over all of it, however few bytes it takes.</summary>
    private const int MostScans = 100;

    private const byte StartOfImage = 0xD8;
    private const byte EndOfImage = 0xD9;
    private const byte StartOfScan = 0xDA;
    private const byte App0 = 0xE0;
    private const byte App1 = 0xE1;
    private const byte AppAdobe = 0xEE;
    private const byte App15 = 0xEF;
    private const byte Comment = 0xFE;

    internal static bool IsJpeg(ReadOnlySpan<byte> file) => file.StartsWith((ReadOnlySpan<byte>)[0xFF, StartOfImage, 0xFF]);

    internal static PictureParts Of(ReadOnlySpan<byte> file)
    {
        using var kept = new MemoryStream(file.Length);
        kept.Write(file[..2]);
        var orientation = ExifOrientation.Upright;
        var scans = 0;
        for (var at = NextMarker(file, 2); ; at = NextMarker(file, at))
        {
            var marker = file[at + 1];
            if (marker == EndOfImage)
                break;
            if (IsAlone(marker))
            {
                at += 2;
                continue;
            }

            var length = at + 4 <= file.Length ? BinaryPrimitives.ReadUInt16BigEndian(file[(at + 2)..]) : 0;
            if (length < 2 || at + 2 + length > file.Length)
                throw PictureParts.CutOff();
            var segment = file.Slice(at, 2 + length);
            at += segment.Length;
            if (marker == App1 && orientation == ExifOrientation.Upright && segment[4..].StartsWith("Exif\0\0"u8))
                orientation = ExifOrientation.Of(segment[10..]);
            if (!IsMetadata(marker))
                kept.Write(segment);
            if (marker != StartOfScan)
                continue;
            if (++scans > MostScans)
                throw PictureParts.Wrong($"a JPEG of more than {MostScans} scans");
            var end = EndOfScan(file, at);
            kept.Write(file[at..end]);
            at = end;
        }

        if (scans == 0)
            throw PictureParts.Wrong("a JPEG without a picture in it");
        kept.Write([0xFF, EndOfImage]);
        return new PictureParts(kept.ToArray(), orientation);
    }

    /// <summary>JFIF's and Adobe's say how colours are stored; all other application data is about the picture, not of it.</summary>
    private static bool IsMetadata(byte marker) => marker is Comment or (>= App0 and <= App15 and not App0 and not AppAdobe);

    /// <summary>Restart markers, and what is left over of a picture within: no length follows them.</summary>
    private static bool IsAlone(byte marker) => marker is 0x01 or (>= 0xD0 and <= StartOfImage);

    /// <summary>Where the next marker begins, beyond fill bytes and whatever else is there.</summary>
    private static int NextMarker(ReadOnlySpan<byte> file, int at)
    {
        for (; at + 1 < file.Length; at++)
        {
            if (file[at] == 0xFF && file[at + 1] is not (0x00 or 0xFF))
                return at;
        }

        throw PictureParts.CutOff();
    }

    /// <summary>Within a scan, a byte FF is followed by 00, and restart markers belong to it.</summary>
    private static int EndOfScan(ReadOnlySpan<byte> file, int at)
    {
        do
        {
            at = NextMarker(file, at);
        }
        while (file[at + 1] is >= 0xD0 and <= 0xD7 && ++at > 0);
        return at;
    }
}
