namespace MinImagen.Lib.Text.Pretraining;

/// <summary>How far a pre-training is.</summary>
/// <param name="Step">Steps taken.</param>
/// <param name="Steps">Steps to take in all.</param>
/// <param name="Source">Name of the source of the step's texts.</param>
/// <param name="Loss">The step's loss: the mean of −ln p of the tokens that were to be predicted.</param>
public sealed record PretrainingProgress(long Step, int Steps, string Source, double Loss);
