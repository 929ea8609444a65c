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
        if (type == PngColorType.Palette)
            throw new NotSupportedException("A PNG file with a palette cannot be written; leave ColorType to its default.");
        if (!PngDescription.IsValid(type, depth))
            throw new NotSupportedException($"No PNG file has {depth} bits a sample with the colour type {type}.");

        var description = new PngDescription(image.Size, depth, type, InterlaceMethod == PngInterlaceMode.Adam7);
        stream.Write(PngCodec.Signature);
        description.Write(stream);
        using var data = new MemoryStream();
        using (var deflate = new ZLibStream(data, new ZLibCompressionOptions { CompressionLevel = (int)CompressionLevel }, leaveOpen: true))
        {
            var packer = new PngRowPacker(type, depth);
            foreach (PngPass pass in description.Passes)
                WritePass(image, packer, pass, deflate, cancellationToken);
        }

        PngChunk.Write(stream, PngChunk.Data, data.GetBuffer().AsSpan(0, (int)data.Length));
        PngChunk.Write(stream, PngChunk.End, []);
    }

    private void WritePass<TPixel>(Image<TPixel> image, PngRowPacker packer, PngPass pass, Stream deflate, CancellationToken cancellationToken)
        where TPixel : unmanaged, PixelFormats.IPixel<TPixel>
    {
        var filter = new PngRowFilter(FilterMethod ?? PngFilterMethod.Paeth, packer.RowLength(pass.Size.Width), packer.BytesPerPixel);
        for (int y = pass.Start.Y; y < image.Height; y += pass.Step.Height)
        {
            cancellationToken.ThrowIfCancellationRequested();
            packer.Pack<TPixel>(image.Row(y), pass.Start.X, pass.Step.Width, filter.Current);
            filter.WriteTo(deflate);
        }
    }
}
