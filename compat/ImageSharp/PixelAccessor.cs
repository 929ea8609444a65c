using SixLabors.ImageSharp.PixelFormats;

namespace SixLabors.ImageSharp;

public readonly ref struct PixelAccessor<TPixel>
    where TPixel : unmanaged, IPixel<TPixel>
{
    private readonly Span<TPixel> pixels;
    private readonly Size size;

    internal PixelAccessor(Span<TPixel> pixels, Size size)
    {
        this.pixels = pixels;
        this.size = size;
    }

    public int Width => size.Width;

    public int Height => size.Height;

    public Span<TPixel> GetRowSpan(int rowIndex)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rowIndex);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(rowIndex, Height);
        return pixels.Slice(rowIndex * Width, Width);
    }
}
