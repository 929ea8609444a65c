using System.Buffers.Binary;
using SixLabors.ImageSharp.Metadata;

namespace SixLabors.ImageSharp.Formats.Png;

/// <summary>The header chunk of a PNG file: dimensions, and how samples are stored.</summary>
internal sealed record PngDescription(Size Size, int BitDepth, PngColorType ColorType, bool Interlaced)
{
    // libpng's own limit.
    private const int MostPixelsASide = 1_000_000;

    // Where each of the seven passes starts and how it steps.
    private static readonly (int X, int Y, int StepX, int StepY)[] Adam7 =
        [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];

    /// <summary>Whether a transparency chunk means anything: not where there is an alpha channel.</summary>
    internal bool MayHaveTransparency => ColorType is PngColorType.Grayscale or PngColorType.Rgb or PngColorType.Palette;

    internal int BitsPerPixel => BitDepth * Channels(ColorType);

    /// <summary>The passes that the picture is stored in, each a smaller picture; without interlacing the picture itself.</summary>
    internal IEnumerable<PngPass> Passes => Interlaced
        ? Adam7.Select(grid => new PngPass(this, grid)).Where(pass => pass.Size is { Width: > 0, Height: > 0 })
        : [new PngPass(this, (0, 0, 1, 1))];

    /// <summary>Bytes of all rows, unpacked.</summary>
    internal long DataLength => Passes.Sum(pass => pass.DataLength);

    internal static PngDescription Read(in PngChunk chunk)
    {
        if (chunk.Type != PngChunk.Header || chunk.Content.Length != 13)
            throw new InvalidImageContentException("The PNG file is damaged: it does not start with a header chunk.");

        ReadOnlySpan<byte> content = chunk.Content;
        uint width = BinaryPrimitives.ReadUInt32BigEndian(content);
        uint height = BinaryPrimitives.ReadUInt32BigEndian(content[4..]);
        if (width is 0 or > MostPixelsASide || height is 0 or > MostPixelsASide)
            throw new InvalidImageContentException($"The PNG file is damaged: dimensions of {width}x{height}.");
        if (!IsValid((PngColorType)content[9], content[8]) || content[10] != 0 || content[11] != 0 || content[12] > 1)
            throw new InvalidImageContentException("The PNG file is damaged: its header has a value that no PNG has.");

        return new PngDescription(new Size((int)width, (int)height), content[8], (PngColorType)content[9], content[12] == 1);
    }

    internal void Write(Stream stream)
    {
        Span<byte> content = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(content, Size.Width);
        BinaryPrimitives.WriteInt32BigEndian(content[4..], Size.Height);
        content[8] = (byte)BitDepth;
        content[9] = (byte)ColorType;
        content[12] = (byte)(Interlaced ? 1 : 0);
        PngChunk.Write(stream, PngChunk.Header, content);
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
