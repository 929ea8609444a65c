namespace MinImagen.Lib.Text.SentencePiece;

/// <summary>How a model wants text prepared; the defaults are those of an absent field.</summary>
internal sealed record NormalizerSpec
{
    /// <summary>The rewriting rules, compiled; empty for none.</summary>
    public ReadOnlyMemory<byte> CharsMap { get; init; }

    /// <summary>Whether "world" is treated as " world".</summary>
    public bool AddDummyPrefix { get; init; } = true;

    /// <summary>Whether spaces at either end go and runs of them become one.</summary>
    public bool RemoveExtraWhitespaces { get; init; } = true;

    /// <summary>Whether a space is written U+2581.</summary>
    public bool EscapeWhitespaces { get; init; } = true;

    /// <summary>Whether the dummy space goes to the end instead of the start.</summary>
    public bool WhitespaceAsSuffix { get; init; }
}
