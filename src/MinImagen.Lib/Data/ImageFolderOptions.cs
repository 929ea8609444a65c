namespace MinImagen.Lib.Data;

/// <summary>How an image folder is read.</summary>
public sealed record ImageFolderOptions
{
    /// <summary>The side that every picture is brought to, in pixels.</summary>
    public required int Side { get; init; }

    /// <summary>How a picture that is not square becomes square.</summary>
    public ImageFit Fit { get; init; } = ImageFit.CentreCrop;

    /// <summary>The share, from 0 to 1, of pictures that are kept for validation where the captions file does not say.</summary>
    public double ValidationFraction { get; init; } = 0.1;

    /// <summary>Width × height above which a picture is skipped before it is decoded.</summary>
    public long MaxPixels { get; init; } = ImageDecoder.DefaultMaxPixels;

    /// <summary>Only pictures with one of these captions; null means all.</summary>
    public IReadOnlyCollection<string>? OnlyCaptions { get; init; }

    /// <summary>The most rows of each split, the first ones; null means all.</summary>
    public int? Limit { get; init; }

    /// <summary>
    /// Bytes of decoded pictures to keep in memory, 3 · side² · 4 a picture; those beyond it are decoded each time that
    /// they are asked for. A quarter of what is free when null.
    /// </summary>
    public long? MemoryLimit { get; init; }
}
