using System.Buffers.Binary;
using SixLabors.ImageSharp.Metadata;
using SixLabors.ImageSharp.Native;

namespace SixLabors.ImageSharp.Formats.Webp;

/// <summary>WebP, lossy and lossless, through libwebp; read only, and of an animation the first frame.</summary>
internal sealed class WebpCodec : Codec
{
    internal override IImageFormat Format => WebpFormat.Instance;

    internal override IImageEncoder? DefaultEncoder => null;

    internal override bool Matches(ReadOnlySpan<byte> header)
        => header.Length >= WebpChunk.FileHeaderLength && header.StartsWith("RIFF"u8) && header[8..].StartsWith("WEBP"u8);

    internal override ImageHeader ReadHeader(ReadOnlySpan<byte> file)
    {
        file = TrimToRiff(file);
        LibWebp.Features features = LibWebp.ReadFeatures(file);
        if (features.IsAnimated)
        {
            Size canvas = features.Size;
            features = LibWebp.ReadFeatures(WebpAnimation.FirstFrame(file));
            if (features.Size != canvas || features.IsAnimated)
                throw new InvalidImageContentException("The WebP file is an animation whose first frame is not the whole picture; that cannot be read.");
        }

        // Lossless decoding keeps the whole picture in a buffer of its own.
        long scratch = features.IsLossless ? (long)features.Size.Width * features.Size.Height * 4 : 0;
        return new ImageHeader(
            features.Size,
            features.HasAlpha ? 32 : 24,
            features.HasAlpha ? StoredLayout.ColorWithAlpha : StoredLayout.Color,
            ExifReader.ReadOrientation(WebpChunk.Find(file, "EXIF"u8).Content),
            scratch);
    }

    internal override void Decode(ReadOnlySpan<byte> file, in ImageHeader header, Span<byte> pixels, bool alpha, Configuration configuration)
    {
        file = TrimToRiff(file);
        LibWebp.Decode(LibWebp.ReadFeatures(file).IsAnimated ? WebpAnimation.FirstFrame(file) : file, header.Size, pixels, alpha);
    }

    private static ReadOnlySpan<byte> TrimToRiff(ReadOnlySpan<byte> file)
    {
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(file[4..]);
        if (length > file.Length - WebpChunk.HeaderLength)
            throw new InvalidImageContentException("The WebP file ends early.");
        return file[..((int)length + WebpChunk.HeaderLength)];
    }
}
