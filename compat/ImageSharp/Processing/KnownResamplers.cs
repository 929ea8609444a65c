using SixLabors.ImageSharp.Processing.Processors.Transforms;

namespace SixLabors.ImageSharp.Processing;

public static class KnownResamplers
{
    /// <summary>Keys' cubic with a = −½ (the default).</summary>
    public static IResampler Bicubic { get; } = new Resampler(2, x => x <= 1
        ? (((1.5f * x) - 2.5f) * x * x) + 1
        : (((((-0.5f * x) + 2.5f) * x) - 4) * x) + 2);

    /// <summary>Each pixel the mean of those that it covers.</summary>
    public static IResampler Box { get; } = new Resampler(0.5f, _ => 1);

    public static IResampler Lanczos3 { get; } = new Resampler(3, x => Sinc(x) * Sinc(x / 3));

    public static IResampler NearestNeighbor { get; } = new Resampler(1, _ => 1);

    /// <summary>Linear interpolation.</summary>
    public static IResampler Triangle { get; } = new Resampler(1, x => 1 - x);

    private static float Sinc(float x) => x == 0 ? 1 : MathF.Sin(MathF.PI * x) / (MathF.PI * x);
}
