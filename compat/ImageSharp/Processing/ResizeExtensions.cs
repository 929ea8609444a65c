using SixLabors.ImageSharp.Processing.Processors.Transforms;

namespace SixLabors.ImageSharp.Processing;

public static class ResizeExtensions
{
    public static IImageProcessingContext Resize(this IImageProcessingContext source, Size size)
        => Resize(source, size.Width, size.Height);

    public static IImageProcessingContext Resize(this IImageProcessingContext source, int width, int height)
        => Resize(source, width, height, KnownResamplers.Bicubic);

    /// <summary>Resizes; a width or height of 0 follows from the other.</summary>
    public static IImageProcessingContext Resize(this IImageProcessingContext source, int width, int height, IResampler sampler)
    {
        ProcessingContext context = ProcessingContext.Of(source);
        ArgumentNullException.ThrowIfNull(sampler);
        ArgumentOutOfRangeException.ThrowIfNegative(width);
        ArgumentOutOfRangeException.ThrowIfNegative(height);
        if (width == 0 && height == 0)
            throw new ArgumentOutOfRangeException(nameof(width), "Width and height cannot both be 0.");

        Size size = context.GetCurrentSize();
        context.Resize(
            new Size(
                width > 0 ? width : Follow(size.Width, size.Height, height),
                height > 0 ? height : Follow(size.Height, size.Width, width)),
            sampler);
        return source;
    }

    private static int Follow(int length, int other, int newOther)
        => (int)Math.Max(1, Math.Round((double)length * newOther / other, MidpointRounding.AwayFromZero));
}
