using MinImagen.Lib.Generation;

namespace MinImagen.Cli.Evaluation;

/// <summary>What came of one way of sampling.</summary>
/// <param name="Settings">The way.</param>
/// <param name="Drawings">Every drawing.</param>
/// <param name="SecondsAPicture">Time for one, all U-Nets together, several being drawn at once.</param>
internal sealed record EmojiResult(SamplingSettings Settings, IReadOnlyList<EmojiDrawing> Drawings, double SecondsAPicture)
{
    /// <summary>All drawings.</summary>
    public EmojiScore All { get; } = EmojiScore.Of(Drawings);

    /// <summary>Those of pictures that no other looks almost the same as.</summary>
    public EmojiScore Distinct { get; } = EmojiScore.Of([.. Drawings.Where(drawing => drawing.Duplicates.Count == 0)]);

    /// <summary>Those of pictures with a near-duplicate.</summary>
    public EmojiScore NearDuplicates { get; } = EmojiScore.Of([.. Drawings.Where(drawing => drawing.Duplicates.Count > 0)]);
}
