using SixLabors.ImageSharp.Metadata;

namespace SixLabors.ImageSharp.Processing;

public static class AutoOrientExtensions
{
    /// <summary>Turns the picture the way up that its EXIF data says.</summary>
    public static IImageProcessingContext AutoOrient(this IImageProcessingContext source)
    {
        ProcessingContext context = ProcessingContext.Of(source);
        (RotateMode rotate, FlipMode flip) = context.Orientation switch
        {
            ExifOrientation.TopRight => (RotateMode.None, FlipMode.Horizontal),
            ExifOrientation.BottomRight => (RotateMode.Rotate180, FlipMode.None),
            ExifOrientation.BottomLeft => (RotateMode.None, FlipMode.Vertical),
            ExifOrientation.LeftTop => (RotateMode.Rotate90, FlipMode.Horizontal),
            ExifOrientation.RightTop => (RotateMode.Rotate90, FlipMode.None),
            ExifOrientation.RightBottom => (RotateMode.Rotate270, FlipMode.Horizontal),
            ExifOrientation.LeftBottom => (RotateMode.Rotate270, FlipMode.None),
            _ => (RotateMode.None, FlipMode.None),
        };
        context.Orientation = ExifOrientation.TopLeft;
        return source.RotateFlip(rotate, flip);
    }
}
