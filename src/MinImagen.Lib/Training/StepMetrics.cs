namespace MinImagen.Lib.Training;

/// <summary>A line of <c>metrics.jsonl</c>: what was measured at a step.</summary>
/// <param name="Step">Steps taken, from 1.</param>
/// <param name="Epoch">How often every picture was seen.</param>
/// <param name="Loss">The mean loss of the step's batches, by U-Net number.</param>
/// <param name="GradNorm">The norm of the gradient before it was cut, by U-Net number.</param>
/// <param name="LearningRate">The learning rate.</param>
/// <param name="ImagesPerSecond">Pictures learnt from in a second.</param>
/// <param name="Skipped">Batches skipped so far because their loss was no number, all U-Nets together.</param>
/// <param name="ValidationLoss">The loss on the validation pictures, by U-Net number; null where there was no validation.</param>
internal sealed record StepMetrics(
    long Step,
    double Epoch,
    IReadOnlyDictionary<int, double> Loss,
    IReadOnlyDictionary<int, double> GradNorm,
    double LearningRate,
    double ImagesPerSecond,
    long Skipped,
    IReadOnlyDictionary<int, double>? ValidationLoss);
