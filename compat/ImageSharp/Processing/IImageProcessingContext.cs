namespace SixLabors.ImageSharp.Processing;

/// <summary>The picture under work inside <see cref="ProcessingExtensions.Mutate(Image, Action{IImageProcessingContext})"/>.</summary>
public interface IImageProcessingContext
{
    Configuration Configuration { get; }

    Size GetCurrentSize();
}
