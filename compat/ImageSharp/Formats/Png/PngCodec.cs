using SixLabors.ImageSharp.Memory;
using SixLabors.ImageSharp.Metadata;
using SixLabors.ImageSharp.Native;

namespace SixLabors.ImageSharp.Formats.Png;

/// <summary>
/// PNG (ISO/IEC 15948) through libpng. The file's structure is checked here, to the end chunk; libpng gets only the chunks
/// that the pixels need, so that no colour profile or text can make it work, or change the samples.
/// </summary>
internal sealed class PngCodec : Codec
{
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
                    hasPalette = true;
                    break;
                case PngChunk.Transparency when !hasTransparency && dataBytes == 0 && description.MayHaveTransparency:
                    hasTransparency = true;
                    break;
                case PngChunk.Data when dataBytes == 0 || previous == PngChunk.Data:
                    dataBytes += chunk.Content.Length;
                    break;
                case PngChunk.Exif:
                    orientation = ExifReader.ReadOrientation(chunk.Content);
                    break;
                case PngChunk.End:
                    if (description.ColorType == PngColorType.Palette && !hasPalette)
                        throw new InvalidImageContentException("The PNG file is damaged: its palette is missing.");
                    PngData.EnsurePlausible(dataBytes, description.DataLength);
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
        if (alpha || header.Layout != StoredLayout.ColorWithAlpha)
        {
            Decode(file, pixels, alpha, configuration.MemoryAllocator);
            return;
        }

        // Asked to drop alpha, libpng would composite: decode with alpha, drop it here.
        byte[] rgba = configuration.MemoryAllocator.AllocateArray<byte>((long)header.Size.Width * header.Size.Height * 4);
        Decode(file, rgba, alpha: true, configuration.MemoryAllocator);
        for (int from = 0, to = 0; from < rgba.Length; from += 4, to += 3)
            rgba.AsSpan(from, 3).CopyTo(pixels[to..]);
    }

    private static void Decode(ReadOnlySpan<byte> file, Span<byte> pixels, bool alpha, MemoryAllocator allocator)
    {
        ReadOnlySpan<byte> rest = file[Signature.Length..];
        var description = PngDescription.Read(PngChunk.ReadUnchecked(ref rest));
        var data = PngData.Collect(file);
        if (description is { Interlaced: true, BitDepth: 16 })
        {
            PngPasses.Decode(data, description, pixels, alpha, allocator);
            return;
        }

        data.EnsureLength(description.DataLength);
        LibPng.Decode(data.ToFile(description), description.Size, pixels, alpha);
    }
}
