using static TorchSharp.torch;

namespace MinImagen.Lib.Cascade;

/// <summary>How far sampling has come.</summary>
/// <param name="UnetNumber">The number of the U-Net at work, from 1.</param>
/// <param name="UnetCount">The number of U-Nets.</param>
/// <param name="Step">How many of its steps are done, from 1.</param>
/// <param name="Steps">How many there are.</param>
public sealed record SampleProgress(int UnetNumber, int UnetCount, int Step, int Steps)
{
    /// <summary>
    /// Copies the pictures as they are now, in the range of the cascade's pictures, shape (b, c, s, s). Only while the
    /// progress is being reported; the copy belongs to no dispose scope, and the caller disposes it.
    /// </summary>
    public required Func<Tensor> Picture { get; init; }

    /// <summary>As <see cref="Picture"/>, but of what the U-Net now believes the finished pictures to be.</summary>
    public required Func<Tensor> PredictedPicture { get; init; }
}
