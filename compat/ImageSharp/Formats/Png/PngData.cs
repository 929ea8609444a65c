using System.IO.Compression;

namespace SixLabors.ImageSharp.Formats.Png;

/// <summary>What the pixels of a PNG file are decoded from: palette, transparency, compressed rows.</summary>
internal sealed class PngData
{
    // Deflate makes at most 258 bytes of 2 bits.
    private const int LargestRatio = 1032;

    private readonly MemoryStream palette = new();
    private readonly MemoryStream transparency = new();
    private readonly MemoryStream compressed = new();

    /// <summary>Throws where so much compressed data cannot be as much as the dimensions ask for. Costs nothing.</summary>
    internal static void EnsurePlausible(long compressedLength, long length)
    {
        if (length > compressedLength * LargestRatio)
            throw new InvalidImageContentException("The PNG file ends early: it has too little data for its dimensions.");
    }

    /// <summary>Gathers the chunks of a file that was checked before.</summary>
    internal static PngData Collect(ReadOnlySpan<byte> file)
    {
        var data = new PngData();
        for (ReadOnlySpan<byte> rest = file[PngCodec.Signature.Length..]; ;)
        {
            PngChunk chunk = PngChunk.ReadUnchecked(ref rest);
            switch (chunk.Type)
            {
                case PngChunk.Palette:
                    data.palette.Write(chunk.Whole);
                    break;
                case PngChunk.Transparency when data.transparency.Length == 0 && data.compressed.Length == 0:
                    data.transparency.Write(chunk.Whole);
                    break;
                case PngChunk.Data:
                    data.compressed.Write(chunk.Content);
                    break;
                case PngChunk.End:
                    return data;
            }
        }
    }

    /// <summary>Throws unless the data unpacks to exactly so many bytes: libpng would unpack a bomb to its end.</summary>
    internal void EnsureLength(long length)
    {
        byte[] buffer = new byte[32768];
        Unpack(stream =>
        {
            for (long left = length; left > 0;)
            {
                int read = stream.Read(buffer, 0, (int)Math.Min(left, buffer.Length));
                left -= read > 0 ? read : throw new EndOfStreamException();
            }
        });
    }

    /// <summary>The rows, unpacked; exactly so many bytes.</summary>
    internal void UnpackTo(byte[] rows) => Unpack(stream => stream.ReadExactly(rows));

    /// <summary>A file of nothing but these chunks.</summary>
    internal byte[] ToFile(PngDescription description)
        => ToFile(description, compressed.GetBuffer().AsSpan(0, (int)compressed.Length));

    /// <summary>A file with the same palette and transparency, and other rows.</summary>
    internal byte[] ToFile(PngDescription description, ReadOnlySpan<byte> compressedRows)
    {
        using var file = new MemoryStream();
        file.Write(PngCodec.Signature);
        description.Write(file);
        palette.WriteTo(file);
        if (description.MayHaveTransparency)
            transparency.WriteTo(file);
        PngChunk.Write(file, PngChunk.Data, compressedRows);
        PngChunk.Write(file, PngChunk.End, []);
        return file.ToArray();
    }

    private void Unpack(Action<Stream> read)
    {
        try
        {
            compressed.Position = 0;
            using var stream = new ZLibStream(compressed, CompressionMode.Decompress, leaveOpen: true);
            read(stream);
            if (stream.ReadByte() >= 0)
                throw new InvalidImageContentException("The PNG file is damaged: it has more data than its dimensions need.");
        }
        catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException)
        {
            throw new InvalidImageContentException("The PNG file is damaged: its data ends early or cannot be unpacked.", exception);
        }
    }
}
