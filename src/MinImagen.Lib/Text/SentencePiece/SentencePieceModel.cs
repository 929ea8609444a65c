namespace MinImagen.Lib.Text.SentencePiece;

/// <summary>What a <c>spiece.model</c> file says, checked.</summary>
internal sealed record SentencePieceModel
{
    /// <summary>The vocabulary; a piece's index is its id.</summary>
    public required IReadOnlyList<Piece> Pieces { get; init; }

    /// <summary>How text is prepared before it is cut.</summary>
    public required NormalizerSpec Normalizer { get; init; }

    /// <summary>How decoded text is rewritten; null when it is not.</summary>
    public NormalizerSpec? Denormalizer { get; init; }

    /// <summary>Whether unknown characters are spelled in bytes.</summary>
    public bool ByteFallback { get; init; }

    /// <summary>What an unknown piece decodes to: U+2047 between spaces unless the model says otherwise.</summary>
    public required string UnknownSurface { get; init; }
}
