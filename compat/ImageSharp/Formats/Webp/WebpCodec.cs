using System.Buffers.Binary;
using SixLabors.ImageSharp.Metadata;
using SixLabors.ImageSharp.Native;

namespace SixLabors.ImageSharp.Formats.Webp;

/// <summary>WebP, lossy and lossless, through libwebp; read only, and still pictures only.</summary>
internal sealed class WebpCodec : Codec
{
    private const int RiffHeaderLength = 12;
    private const int ChunkHeaderLength = 8;

    internal override IImageFormat Format => WebpFormat.Instance;

    internal override IImageEncoder? DefaultEncoder => null;

    internal override bool Matches(ReadOnlySpan<byte> header)
        => header.Length >= RiffHeaderLength && header.StartsWith("RIFF"u8) && header[8..].StartsWith("WEBP"u8);

    internal override ImageHeader ReadHeader(ReadOnlySpan<byte> file)
    {
        file = TrimToRiff(file);
        LibWebp.Features features = LibWebp.ReadFeatures(file);
        if (features.IsAnimated)
            throw new InvalidImageContentException("The WebP file is an animation; only still pictures can be read.");

        // Lossless decoding keeps the whole picture in a buffer of its own.
        long scratch = features.IsLossless ? (long)features.Size.Width * features.Size.Height * 4 : 0;
        return new ImageHeader(
            features.Size,
            features.HasAlpha ? 32 : 24,
            features.HasAlpha ? StoredLayout.ColorWithAlpha : StoredLayout.Color,
            FindOrientation(file),
            scratch);
    }

    internal override void Decode(ReadOnlySpan<byte> file, in ImageHeader header, Span<byte> pixels, bool alpha, Configuration configuration)
        => LibWebp.Decode(TrimToRiff(file), header.Size, pixels, alpha);

    private static ReadOnlySpan<byte> TrimToRiff(ReadOnlySpan<byte> file)
    {
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(file[4..]);
        if (length > file.Length - ChunkHeaderLength)
            throw new InvalidImageContentException("The WebP file ends early.");
        return file[..((int)length + ChunkHeaderLength)];
    }

    private static ExifOrientation FindOrientation(ReadOnlySpan<byte> file)
    {
        ReadOnlySpan<byte> rest = file.Length > RiffHeaderLength ? file[RiffHeaderLength..] : [];
        while (rest.Length >= ChunkHeaderLength)
        {
            uint length = BinaryPrimitives.ReadUInt32LittleEndian(rest[4..]);
            ReadOnlySpan<byte> content = rest[ChunkHeaderLength..];
            if (length > content.Length)
                break;
            if (rest.StartsWith("EXIF"u8))
                return ExifReader.ReadOrientation(content[..(int)length]);

            // Chunks start at even offsets.
            int next = (int)Math.Min(length + (length & 1), content.Length);
            rest = content[next..];
        }

        return ExifOrientation.TopLeft;
    }
}
