namespace SixLabors.ImageSharp.Processing;

public static class RotateExtensions
{
    /// <summary>Turns clockwise by quarters.</summary>
    public static IImageProcessingContext Rotate(this IImageProcessingContext source, RotateMode rotateMode)
    {
        ProcessingContext context = ProcessingContext.Of(source);
        Size size = context.GetCurrentSize();
        var turned = new Size(size.Height, size.Width);
        switch (rotateMode)
        {
            case RotateMode.Rotate90:
                context.Rearrange(turned, (x, y) => new Point(y, size.Height - 1 - x));
                break;
            case RotateMode.Rotate180:
                context.Rearrange(size, (x, y) => new Point(size.Width - 1 - x, size.Height - 1 - y));
                break;
            case RotateMode.Rotate270:
                context.Rearrange(turned, (x, y) => new Point(size.Width - 1 - y, x));
                break;
        }

        return source;
    }
}
