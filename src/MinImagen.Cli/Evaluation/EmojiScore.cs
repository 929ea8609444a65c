using MinImagen.Lib.Data.Shapes.Reading;

namespace MinImagen.Cli.Evaluation;

/// <summary>How often drawings are recognized.</summary>
/// <param name="Captions">Different captions among them.</param>
/// <param name="Top1">The nearest of all pictures is the right one.</param>
/// <param name="Top5">The right one is among the nearest five.</param>
/// <param name="AsGoodAsRight">The nearest is the right one, or looks almost the same as it.</param>
internal sealed record EmojiScore(int Captions, Proportion Top1, Proportion Top5, Proportion AsGoodAsRight)
{
    /// <summary>Counts.</summary>
    public static EmojiScore Of(IReadOnlyCollection<EmojiDrawing> drawings) => new(
        drawings.Select(drawing => drawing.Caption).Distinct().Count(),
        Proportion.Of([.. drawings.Select(drawing => drawing.Rank == 1)]),
        Proportion.Of([.. drawings.Select(drawing => drawing.Rank <= 5)]),
        Proportion.Of([.. drawings.Select(drawing => drawing.IsAsGoodAsRight)]));
}
