namespace SixLabors.ImageSharp.Processing;

public static class FlipExtensions
{
    /// <summary>Mirrors left and right (<see cref="FlipMode.Horizontal"/>) or top and bottom.</summary>
    public static IImageProcessingContext Flip(this IImageProcessingContext source, FlipMode flipMode)
    {
        ProcessingContext context = ProcessingContext.Of(source);
        Size size = context.GetCurrentSize();
        switch (flipMode)
        {
            case FlipMode.Horizontal:
                context.Rearrange(size, (x, y) => new Point(size.Width - 1 - x, y));
                break;
            case FlipMode.Vertical:
                context.Rearrange(size, (x, y) => new Point(x, size.Height - 1 - y));
                break;
        }

        return source;
    }
}
