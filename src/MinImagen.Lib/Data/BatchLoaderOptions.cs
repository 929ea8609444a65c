namespace MinImagen.Lib.Data;

/// <summary>How a <see cref="BatchLoader"/> works ahead, and what it does to the pictures.</summary>
public sealed record BatchLoaderOptions
{
    /// <summary>
    /// Threads that prepare batches while the last one is being learnt from; 0 prepares each when it is asked for. The
    /// batches are the same, in the same order, whatever the number.
    /// </summary>
    public int Workers { get; init; }

    /// <summary>Batches that may wait, ready or in the making, while there are workers; at least 1.</summary>
    public int Prefetch { get; init; } = 4;

    /// <summary>
    /// Mirrors about half of the pictures whose caption <see cref="HorizontalFlip.IsHarmless"/> allows it. Which ones
    /// depends on the seed and the position alone.
    /// </summary>
    public bool FlipHorizontally { get; init; }

    /// <summary>Refuses what makes no sense.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(Workers);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Prefetch);
    }
}
