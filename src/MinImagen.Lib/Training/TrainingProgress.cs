namespace MinImagen.Lib.Training;

/// <summary>What a training has to say after a step.</summary>
/// <param name="Step">Steps taken, from 1.</param>
/// <param name="Steps">Steps to take.</param>
/// <param name="Losses">
/// The mean loss of this step's batches, by U-Net number; a U-Net whose batches were all skipped is not in it.
/// </param>
/// <param name="GradNorms">The norm of the gradient before it was cut, by U-Net number.</param>
/// <param name="LearningRate">The learning rate of this step.</param>
/// <param name="ValidationLosses">The loss on the validation pictures, by U-Net number, where this step was validated; else null.</param>
public sealed record TrainingProgress(
    long Step,
    long Steps,
    IReadOnlyDictionary<int, double> Losses,
    IReadOnlyDictionary<int, double> GradNorms,
    double LearningRate,
    IReadOnlyDictionary<int, double>? ValidationLosses = null)
{
    /// <summary>How often every picture was seen.</summary>
    public double Epoch { get; init; }

    /// <summary>Pictures that this step learnt from in a second.</summary>
    public double ImagesPerSecond { get; init; }

    /// <summary>Batches skipped so far because their loss was no number, all U-Nets together.</summary>
    public long Skipped { get; init; }

    /// <summary>The pictures that were drawn after this step; null where none were, or where there is no training directory.</summary>
    public string? SampleFile { get; init; }
}
