using System.Buffers.Binary;
using System.IO.Compression;

namespace SixLabors.ImageSharp.Formats.Png;

/// <summary>Writes PNG files: header, pixels, end; no metadata.</summary>
public class PngEncoder : ImageEncoder
{
    /// <summary>Bits a sample: 8 where nothing else is said.</summary>
    public PngBitDepth? BitDepth { get; init; }

    /// <summary>The channels stored; the pixel format's own where nothing else is said. Palettes are not written.</summary>
    public PngColorType? ColorType { get; init; }

    /// <summary>How a row is predicted; <see cref="PngFilterMethod.Paeth"/> where nothing else is said.</summary>
    public PngFilterMethod? FilterMethod { get; init; }

    public PngCompressionLevel CompressionLevel { get; init; } = PngCompressionLevel.DefaultCompression;

    public PngInterlaceMode? InterlaceMethod { get; init; }

    protected override void Encode<TPixel>(Image<TPixel> image, Stream stream, CancellationToken cancellationToken)
    {
        PngColorType type = ColorType ?? PngRowPacker.TypeOf<TPixel>();
        int depth = (int)(BitDepth ?? PngBitDepth.Bit8);
        bool interlaced = InterlaceMethod == PngInterlaceMode.Adam7;
        if (type == PngColorType.Palette)
            throw new NotSupportedException("A PNG file with a palette cannot be written; leave ColorType to its default.");
        if (!PngDescription.IsValid(type, depth))
            throw new NotSupportedException($"No PNG file has {depth} bits a sample with the colour type {type}.");

        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, image.Width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], image.Height);
        header[8] = (byte)depth;
        header[9] = (byte)type;
        header[12] = (byte)(interlaced ? 1 : 0);

        stream.Write(PngCodec.Signature);
        WriteChunk(stream, PngChunk.Header, header);
        using var data = new MemoryStream();
        using (var deflate = new ZLibStream(data, new ZLibCompressionOptions { CompressionLevel = (int)CompressionLevel }, leaveOpen: true))
        {
            var packer = new PngRowPacker(type, depth);
            if (interlaced)
            {
                foreach ((int x, int y, int stepX, int stepY) in PngDescription.Adam7)
                    WritePass(image, packer, new Point(x, y), new Size(stepX, stepY), deflate, cancellationToken);
            }
            else
            {
                WritePass(image, packer, Point.Empty, new Size(1), deflate, cancellationToken);
            }
        }

        WriteChunk(stream, PngChunk.Data, data.GetBuffer().AsSpan(0, (int)data.Length));
        WriteChunk(stream, PngChunk.End, []);
    }

    private void WritePass<TPixel>(Image<TPixel> image, PngRowPacker packer, Point start, Size step, Stream deflate, CancellationToken cancellationToken)
        where TPixel : unmanaged, PixelFormats.IPixel<TPixel>
    {
        // The number of columns from the first on in such steps; a pass without any has no rows either.
        int columns = (image.Width - start.X + step.Width - 1) / step.Width;
        if (columns <= 0)
            return;

        var filter = new PngRowFilter(FilterMethod ?? PngFilterMethod.Paeth, packer.RowLength(columns), packer.BytesPerPixel);
        for (int y = start.Y; y < image.Height; y += step.Height)
        {
            cancellationToken.ThrowIfCancellationRequested();
            packer.Pack<TPixel>(image.Row(y), start.X, step.Width, filter.Current);
            filter.WriteTo(deflate);
        }
    }

    private static void WriteChunk(Stream stream, uint type, ReadOnlySpan<byte> content)
    {
        byte[] chunk = new byte[content.Length + 12];
        BinaryPrimitives.WriteInt32BigEndian(chunk, content.Length);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(4), type);
        content.CopyTo(chunk.AsSpan(8));
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(content.Length + 8), Crc32.Compute(chunk.AsSpan(4, content.Length + 4)));
        stream.Write(chunk);
    }
}
