namespace MinImagen.Cli.Overfit;

/// <summary>How well one picture was learnt by heart.</summary>
/// <param name="Psnr">The PSNR of each sample against the picture, in dB.</param>
/// <param name="BlankPsnr">That of a white sheet of paper: what knowing nothing is worth.</param>
/// <param name="GreyPsnr">That of the picture's mean colour: the best that a sheet of one colour can do.</param>
/// <param name="TrainingSeconds">Time for training, the film included.</param>
/// <param name="SamplingSeconds">Time for the samples that are scored.</param>
/// <param name="Sheet">The picture, and the samples beside it.</param>
/// <param name="Film">What was drawn while it learnt.</param>
/// <param name="TrainingDirectory">The model.</param>
internal sealed record OverfitReport(
    IReadOnlyList<double> Psnr,
    double BlankPsnr,
    double GreyPsnr,
    double TrainingSeconds,
    double SamplingSeconds,
    string Sheet,
    string Film,
    string TrainingDirectory)
{
    /// <summary>The PSNR of the worst sample.</summary>
    public double WorstPsnr => Psnr.Min();

    /// <summary>Whether every sample is the picture.</summary>
    public bool Passed => WorstPsnr >= OverfitRecipe.NeededPsnr;
}
