namespace MinImagen.Cli.Evaluation;

/// <summary>What every evaluation is told.</summary>
/// <param name="Checkpoint">The model's folder, for the report.</param>
/// <param name="Count">How many captions.</param>
/// <param name="Seed">Decides captions and noise.</param>
/// <param name="BatchSize">Pictures at a time.</param>
internal sealed record EvaluationQuestions(string Checkpoint, int Count, long Seed, int BatchSize)
{
    /// <summary>Batches that so many pictures take.</summary>
    public int BatchesOf(int pictures) => (pictures + BatchSize - 1) / BatchSize;
}
