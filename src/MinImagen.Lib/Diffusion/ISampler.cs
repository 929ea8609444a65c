using static TorchSharp.torch;

namespace MinImagen.Lib.Diffusion;

/// <summary>A way back from noise to an image with a model of the noise.</summary>
public interface ISampler
{
    /// <summary>How many steps <see cref="Run"/> takes.</summary>
    /// <param name="diffusion">The process to reverse.</param>
    /// <returns>The number of steps.</returns>
    int StepCount(GaussianDiffusion diffusion);

    /// <summary>
    /// Walks back from noise, a step at a time, each computed when it is asked for (without gradients): stop asking, and
    /// nothing more is computed. The tensors of a step are disposed when the next step is asked for; those of the last
    /// one are the caller's.
    /// </summary>
    /// <param name="diffusion">The process to reverse.</param>
    /// <param name="predictNoise">The model.</param>
    /// <param name="start">x_T ~ N(0, I), shape (b, c, h, w).</param>
    /// <param name="thresholding">What keeps x_0 in range.</param>
    /// <param name="draws">Where the noise of each step comes from.</param>
    /// <returns>The steps, from the noisiest to the image.</returns>
    IEnumerable<SamplerStep> Run(
        GaussianDiffusion diffusion,
        NoisePredictor predictNoise,
        Tensor start,
        Thresholding thresholding,
        RandomDraws draws);
}
