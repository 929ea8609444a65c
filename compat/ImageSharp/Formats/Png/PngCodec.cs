using SixLabors.ImageSharp.Metadata;
using SixLabors.ImageSharp.Native;

namespace SixLabors.ImageSharp.Formats.Png;

/// <summary>
/// PNG (ISO/IEC 15948) through libpng. The file's structure is checked here, to the end chunk; libpng gets only the chunks
/// that the pixels need, so that no colour profile or text can make it work, or change the samples.
/// </summary>
internal sealed class PngCodec : Codec
{
    // Deflate makes at most 258 bytes of 2 bits: 1032 to 1. A file that would need more cannot be whole.
    private const int LargestDeflateRatio = 1032;

    internal static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    internal override IImageFormat Format => PngFormat.Instance;

    internal override IImageEncoder? DefaultEncoder { get; } = new PngEncoder();

    internal override bool Matches(ReadOnlySpan<byte> header) => header.StartsWith(Signature);

    internal override ImageHeader ReadHeader(ReadOnlySpan<byte> file)
    {
        ReadOnlySpan<byte> rest = file[Signature.Length..];
        var description = PngDescription.Read(PngChunk.Read(ref rest));
        ExifOrientation orientation = ExifOrientation.TopLeft;
        bool hasPalette = false;
        bool hasTransparency = false;
        long dataBytes = 0;
        uint previous = PngChunk.Header;
        while (true)
        {
            PngChunk chunk = PngChunk.Read(ref rest);
            switch (chunk.Type)
            {
                case PngChunk.Palette when !hasPalette && dataBytes == 0:
                    chunk.EnsureIntact();
                    hasPalette = true;
                    break;
                case PngChunk.Transparency when !hasTransparency && dataBytes == 0 && description.MayHaveTransparency:
                    chunk.EnsureIntact();
                    hasTransparency = true;
                    break;
                case PngChunk.Data when dataBytes == 0 || previous == PngChunk.Data:
                    chunk.EnsureIntact();
                    dataBytes += chunk.Content.Length;
                    break;
                case PngChunk.Exif when chunk.IsIntact:
                    orientation = ExifReader.ReadOrientation(chunk.Content);
                    break;
                case PngChunk.End:
                    chunk.EnsureIntact();
                    description.EnsureComplete(hasPalette, dataBytes * LargestDeflateRatio);
                    return description.ToHeader(hasTransparency, orientation);
                default:
                    if (chunk.IsCritical)
                        throw new InvalidImageContentException($"The PNG file is damaged: a chunk {chunk.Name} has no business where it stands.");
                    break;
            }

            previous = chunk.Type;
        }
    }

    internal override void Decode(ReadOnlySpan<byte> file, in ImageHeader header, Span<byte> pixels, bool alpha, Configuration configuration)
    {
        byte[] essential = KeepEssential(file);
        if (alpha || header.Layout != StoredLayout.ColorWithAlpha)
        {
            LibPng.Decode(essential, header.Size, pixels, alpha);
            return;
        }

        // Asked to drop alpha, libpng would composite: decode with alpha, drop it here.
        using var scratch = configuration.MemoryAllocator.Allocate<byte>(checked(header.Size.Width * header.Size.Height * 4));
        Span<byte> rgba = scratch.Memory.Span;
        LibPng.Decode(essential, header.Size, rgba, alpha: true);
        for (int from = 0, to = 0; from < rgba.Length; from += 4, to += 3)
            rgba.Slice(from, 3).CopyTo(pixels[to..]);
    }

    private static byte[] KeepEssential(ReadOnlySpan<byte> file)
    {
        using var kept = new MemoryStream(file.Length);
        kept.Write(Signature);
        bool mayHaveTransparency = true;
        for (ReadOnlySpan<byte> rest = file[Signature.Length..]; ;)
        {
            PngChunk chunk = PngChunk.Read(ref rest);
            if (chunk.Type == PngChunk.Header)
                mayHaveTransparency = PngDescription.Read(chunk).MayHaveTransparency;
            if (chunk.IsCritical || (chunk.Type == PngChunk.Transparency && mayHaveTransparency))
                kept.Write(chunk.Whole);
            if (chunk.Type == PngChunk.End)
                return kept.ToArray();
        }
    }
}
