namespace SixLabors.ImageSharp.Processing;

public static class CropExtensions
{
    public static IImageProcessingContext Crop(this IImageProcessingContext source, int width, int height)
        => Crop(source, new Rectangle(0, 0, width, height));

    public static IImageProcessingContext Crop(this IImageProcessingContext source, Rectangle cropRectangle)
    {
        ProcessingContext context = ProcessingContext.Of(source);
        if (!new Rectangle(Point.Empty, context.GetCurrentSize()).Contains(cropRectangle))
            throw new ArgumentException($"Crop rectangle {cropRectangle} should be inside the picture of {context.GetCurrentSize()}.", nameof(cropRectangle));

        context.Rearrange(cropRectangle.Size, (x, y) => new Point(cropRectangle.X + x, cropRectangle.Y + y));
        return source;
    }
}
