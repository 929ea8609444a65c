namespace SixLabors.ImageSharp.Processing;

public static class RotateFlipExtensions
{
    /// <summary>Turns clockwise, then mirrors.</summary>
    public static IImageProcessingContext RotateFlip(this IImageProcessingContext source, RotateMode rotateMode, FlipMode flipMode)
        => source.Rotate(rotateMode).Flip(flipMode);
}
