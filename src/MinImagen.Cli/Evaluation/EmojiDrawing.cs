namespace MinImagen.Cli.Evaluation;

/// <summary>What a drawing was taken for, among all true pictures.</summary>
/// <param name="Caption">What was asked for.</param>
/// <param name="Rank">How many pictures are nearer than that of the caption, and one: 1 where it is recognized.</param>
/// <param name="Nearest">The caption of the nearest picture.</param>
/// <param name="Duplicates">The captions of pictures that look almost the same as that of the caption.</param>
/// <param name="Distance">How far the drawing is from the picture of its caption.</param>
/// <param name="NearestDistance">How far from the nearest.</param>
internal sealed record EmojiDrawing(
    string Caption, int Rank, string Nearest, IReadOnlyList<string> Duplicates, double Distance, double NearestDistance)
{
    /// <summary>Whether the nearest picture is the right one, or one that looks almost the same.</summary>
    public bool IsAsGoodAsRight => Rank == 1 || Duplicates.Contains(Nearest);
}
