namespace SixLabors.ImageSharp.Processing;

public static class BackgroundColorExtensions
{
    /// <summary>Lays the picture over a colour.</summary>
    public static IImageProcessingContext BackgroundColor(this IImageProcessingContext source, Color color)
    {
        ProcessingContext context = ProcessingContext.Of(source);
        return BackgroundColor(source, color, new Rectangle(Point.Empty, context.GetCurrentSize()));
    }

    public static IImageProcessingContext BackgroundColor(this IImageProcessingContext source, Color color, Rectangle rectangle)
    {
        ProcessingContext.Of(source).CompositeOver(color, rectangle);
        return source;
    }
}
