using static TorchSharp.torch;

namespace MinImagen.Lib.Diffusion;

/// <summary>What every sampler does: it goes down a chain, and at each step asks the model what the picture is.</summary>
internal static class Walk
{
    /// <summary>Takes the steps from T − 1 to 0, each when it is asked for, and disposes the one before.</summary>
    /// <param name="diffusion">The chain.</param>
    /// <param name="takeStep">From a timestep and the step before, null at first, to the step taken.</param>
    public static IEnumerable<SamplerStep> Back(GaussianDiffusion diffusion, Func<int, SamplerStep?, SamplerStep> takeStep)
    {
        SamplerStep? last = null;
        for (var time = diffusion.Timesteps - 1; time >= 0; time--)
        {
            var step = takeStep(time, last);
            last?.Dispose();
            last = step;
            yield return step;
        }
    }

    /// <summary>x_0 as the model sees it in x_t, after thresholding.</summary>
    /// <returns>Shape (b, c, h, w).</returns>
    public static Tensor PredictStart(
        GaussianDiffusion diffusion, NoisePredictor predictNoise, Tensor x, int time, Thresholding thresholding)
    {
        using var scope = NewDisposeScope();
        var t = full(new[] { x.shape[0] }, time, dtype: ScalarType.Int64, device: x.device);
        var predicted = diffusion.PredictStartFromNoise(x, t, predictNoise(x, t));
        return thresholding.Apply(predicted).MoveToOuterDisposeScope();
    }
}
