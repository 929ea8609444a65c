using static TorchSharp.torch;

namespace MinImagen.Cli.Overfit;

/// <summary>The peak signal-to-noise ratio, the usual measure of how alike two pictures are.</summary>
internal static class PeakSignalToNoise
{
    /// <summary>Above this, 8 bits a channel cannot tell the two apart; equal pictures have no PSNR at all.</summary>
    public const double Highest = 99;

    /// <param name="picture">In [0, 1].</param>
    /// <param name="reference">What it should be, same shape.</param>
    /// <returns>In dB, at most <see cref="Highest"/>.</returns>
    public static double Of(Tensor picture, Tensor reference)
    {
        using var scope = NewDisposeScope();

        // PSNR = 10 · log₁₀(1² / MSE)
        var meanSquaredError = (picture - reference).pow(2).mean().item<float>();
        return Math.Min(Highest, -10 * Math.Log10(meanSquaredError));
    }
}
