using System.Buffers.Binary;
using SixLabors.ImageSharp.Metadata;

namespace SixLabors.ImageSharp.Formats.Png;

/// <summary>The header chunk of a PNG file: dimensions, and how samples are stored.</summary>
internal readonly record struct PngDescription(Size Size, int BitDepth, PngColorType ColorType, bool Interlaced)
{
    /// <summary>Where each of the seven passes starts and how it steps: x, y, dx, dy.</summary>
    internal static ReadOnlySpan<(int X, int Y, int StepX, int StepY)> Adam7 => new (int, int, int, int)[]
    {
        (0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2),
    };

    /// <summary>Whether a transparency chunk means anything: not where there is an alpha channel.</summary>
    internal bool MayHaveTransparency => ColorType is PngColorType.Grayscale or PngColorType.Rgb or PngColorType.Palette;

    internal int BitsPerPixel => BitDepth * Channels(ColorType);

    internal static PngDescription Read(in PngChunk chunk)
    {
        if (chunk.Type != PngChunk.Header || chunk.Content.Length != 13)
            throw new InvalidImageContentException("The PNG file is damaged: it does not start with a header chunk.");
        chunk.EnsureIntact();

        ReadOnlySpan<byte> content = chunk.Content;
        uint width = BinaryPrimitives.ReadUInt32BigEndian(content);
        uint height = BinaryPrimitives.ReadUInt32BigEndian(content[4..]);
        if (width is 0 or > int.MaxValue || height is 0 or > int.MaxValue)
            throw new InvalidImageContentException($"The PNG file is damaged: dimensions of {width}x{height}.");
        if (!IsValid((PngColorType)content[9], content[8]) || content[10] != 0 || content[11] != 0 || content[12] > 1)
            throw new InvalidImageContentException("The PNG file is damaged: its header has a value that no PNG has.");

        return new PngDescription(new Size((int)width, (int)height), content[8], (PngColorType)content[9], content[12] == 1);
    }

    internal static int Channels(PngColorType type) => type switch
    {
        PngColorType.GrayscaleWithAlpha => 2,
        PngColorType.Rgb => 3,
        PngColorType.RgbWithAlpha => 4,
        _ => 1,
    };

    internal static bool IsValid(PngColorType type, int bitDepth) => type switch
    {
        PngColorType.Grayscale => bitDepth is 1 or 2 or 4 or 8 or 16,
        PngColorType.Palette => bitDepth is 1 or 2 or 4 or 8,
        PngColorType.Rgb or PngColorType.GrayscaleWithAlpha or PngColorType.RgbWithAlpha => bitDepth is 8 or 16,
        _ => false,
    };

    internal void EnsureComplete(bool hasPalette, long mostInflatedBytes)
    {
        if (ColorType == PngColorType.Palette && !hasPalette)
            throw new InvalidImageContentException("The PNG file is damaged: its palette is missing.");

        // A lower bound, and near enough: every row of the picture with its filter byte, rows of passes not counted apart.
        decimal rowBytes = Math.Ceiling((decimal)Size.Width * BitsPerPixel / 8) + (Interlaced ? 0 : 1);
        if (rowBytes * Size.Height > mostInflatedBytes)
            throw new InvalidImageContentException("The PNG file ends early: it has too little data for its dimensions.");
    }

    internal ImageHeader ToHeader(bool hasTransparency, ExifOrientation orientation)
    {
        StoredLayout layout = (ColorType, hasTransparency) switch
        {
            (_, true) or (PngColorType.GrayscaleWithAlpha or PngColorType.RgbWithAlpha, _) => StoredLayout.ColorWithAlpha,
            (PngColorType.Grayscale, _) => StoredLayout.Gray,
            _ => StoredLayout.Color,
        };
        return new ImageHeader(Size, BitsPerPixel, layout, orientation, ScratchBytes: 0);
    }
}
