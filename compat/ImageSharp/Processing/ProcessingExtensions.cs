using SixLabors.ImageSharp.PixelFormats;

namespace SixLabors.ImageSharp.Processing;

public static class ProcessingExtensions
{
    /// <summary>Changes the picture itself.</summary>
    public static void Mutate(this Image source, Action<IImageProcessingContext> operation)
    {
        ArgumentNullException.ThrowIfNull(source);
        Mutate(source, source.Configuration, operation);
    }

    public static void Mutate(this Image source, Configuration configuration, Action<IImageProcessingContext> operation)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(operation);
        source.EnsureNotDisposed();
        operation(source.StartProcessing(configuration));
    }

    public static void Mutate<TPixel>(this Image<TPixel> source, Action<IImageProcessingContext> operation)
        where TPixel : unmanaged, IPixel<TPixel>
        => Mutate((Image)source, operation);

    public static void Mutate<TPixel>(this Image<TPixel> source, Configuration configuration, Action<IImageProcessingContext> operation)
        where TPixel : unmanaged, IPixel<TPixel>
        => Mutate((Image)source, configuration, operation);

    /// <summary>Changes a copy of the picture.</summary>
    public static Image<TPixel> Clone<TPixel>(this Image<TPixel> source, Action<IImageProcessingContext> operation)
        where TPixel : unmanaged, IPixel<TPixel>
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(operation);
        Image<TPixel> clone = source.Clone();
        clone.Mutate(operation);
        return clone;
    }
}
