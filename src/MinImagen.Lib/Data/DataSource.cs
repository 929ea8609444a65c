namespace MinImagen.Lib.Data;

/// <summary>An open data set: what to learn from, what to judge on, and what was left out.</summary>
public sealed class DataSource : IDisposable
{
    private readonly IDisposable? owned;

    /// <summary>Puts a data set together.</summary>
    /// <param name="name">What the user asked for.</param>
    /// <param name="train">What to learn from; may be empty.</param>
    /// <param name="validation">What to judge on; may be empty.</param>
    /// <param name="encodingCache">Where the encodings of its captions belong.</param>
    /// <param name="owned">Freed with this.</param>
    public DataSource(string name, ICaptionedImages train, ICaptionedImages validation, EncodingCache encodingCache, IDisposable? owned = null)
    {
        Name = name;
        Train = train;
        Validation = validation;
        EncodingCache = encodingCache;
        this.owned = owned;
    }

    /// <summary>What the user asked for.</summary>
    public string Name { get; }

    /// <summary>What to learn from.</summary>
    public ICaptionedImages Train { get; }

    /// <summary>What to judge on, and never learn from; may be empty.</summary>
    public ICaptionedImages Validation { get; }

    /// <summary>What was left out, and why.</summary>
    public IReadOnlyList<SkippedImage> Skipped { get; init; } = [];

    /// <summary>Width and height of the pictures as they were found; empty where they are drawn.</summary>
    public IReadOnlyList<(int Width, int Height)> OriginalSizes { get; init; } = [];

    /// <summary>How many of the pictures are kept decoded in memory.</summary>
    public int KeptInMemory { get; init; }

    /// <summary>Where the encodings of its captions belong.</summary>
    public EncodingCache EncodingCache { get; }

    /// <summary>Frees the pictures.</summary>
    public void Dispose() => owned?.Dispose();
}
