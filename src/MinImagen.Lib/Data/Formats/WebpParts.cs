using System.Buffers.Binary;

namespace MinImagen.Lib.Data.Formats;

/// <summary>A WebP file cut down to one still picture: of an animation, its first frame.</summary>
internal ref struct WebpParts
{
    private const int HeaderBytes = 8;
    private const int FrameHeaderBytes = 16;

    // The decoder reads eight bytes of transparency at once, however few there are.
    private const int LeastAlpha = 16;

    private ReadOnlySpan<byte> lossy;
    private ReadOnlySpan<byte> lossless;
    private ReadOnlySpan<byte> alpha;
    private ReadOnlySpan<byte> canvas;
    private ushort orientation;

    internal static bool IsWebp(ReadOnlySpan<byte> file) => file.Length >= 12 && file.StartsWith("RIFF"u8) && file[8..].StartsWith("WEBP"u8);

    internal static PictureParts Of(ReadOnlySpan<byte> file)
    {
        var length = BinaryPrimitives.ReadUInt32LittleEndian(file[4..]);
        if (length < 4 || length > file.Length - HeaderBytes)
            throw PictureParts.CutOff();

        var parts = new WebpParts { orientation = ExifOrientation.Upright };
        parts.Read(file.Slice(12, (int)length - 4), inFrame: false);
        return new PictureParts(parts.Write(), parts.orientation);
    }

    private void Read(ReadOnlySpan<byte> chunks, bool inFrame)
    {
        while (chunks.Length >= HeaderBytes)
        {
            var length = BinaryPrimitives.ReadUInt32LittleEndian(chunks[4..]);
            if (length > chunks.Length - HeaderBytes)
                throw PictureParts.CutOff();
            var name = chunks[..4];
            var data = chunks.Slice(HeaderBytes, (int)length);
            chunks = chunks[Math.Min(chunks.Length, HeaderBytes + data.Length + (data.Length & 1))..];
            if (name.SequenceEqual("VP8 "u8) && IsFirst)
                lossy = data;
            else if (name.SequenceEqual("VP8L"u8) && IsFirst)
                lossless = data;
            else if (name.SequenceEqual("ALPH"u8) && IsFirst)
                alpha = data;
            else if (name.SequenceEqual("VP8X"u8) && data.Length >= 10)
                canvas = data.Slice(4, 6);
            else if (name.SequenceEqual("EXIF"u8))
                orientation = ExifOrientation.Of(data.StartsWith("Exif\0\0"u8) ? data[6..] : data);
            else if (name.SequenceEqual("ANMF"u8) && IsFirst && !inFrame && data.Length >= FrameHeaderBytes)
                ReadFrame(data);
        }
    }

    private readonly bool IsFirst => lossy.IsEmpty && lossless.IsEmpty;

    private void ReadFrame(ReadOnlySpan<byte> data)
    {
        // at x, y, of width and height: three bytes each
        if (data[..6].ContainsAnyExcept((byte)0) || !data.Slice(6, 6).SequenceEqual(canvas))
            throw PictureParts.Wrong("an animation whose first frame is not a whole picture");
        Read(data[FrameHeaderBytes..], inFrame: true);
    }

    private readonly byte[] Write()
    {
        if (IsFirst)
            throw PictureParts.Wrong("a WebP without a picture in it");

        using var file = new MemoryStream();
        file.Write("RIFF\0\0\0\0WEBP"u8);
        if (!lossless.IsEmpty)
        {
            Write(file, "VP8L"u8, lossless);
        }
        else
        {
            if (!alpha.IsEmpty)
            {
                const byte HasAlpha = 0x10;
                Write(file, "VP8X"u8, [HasAlpha, 0, 0, 0, .. canvas.IsEmpty ? new byte[6] : canvas]);
                Write(file, "ALPH"u8, [.. alpha, .. new byte[Math.Max(0, LeastAlpha - alpha.Length)]]);
            }

            Write(file, "VP8 "u8, lossy);
        }

        var bytes = file.ToArray();
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), bytes.Length - HeaderBytes);
        return bytes;
    }

    /// <summary>Writes a chunk of an even number of bytes, which needs no filling behind it.</summary>
    private static void Write(MemoryStream file, ReadOnlySpan<byte> name, ReadOnlySpan<byte> data)
    {
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, data.Length + (data.Length & 1));
        file.Write(name);
        file.Write(length);
        file.Write(data);
        if ((data.Length & 1) != 0)
            file.WriteByte(0);
    }
}
