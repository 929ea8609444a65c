using static TorchSharp.torch;

namespace MinImagen.Lib.Diffusion;

/// <summary>How much the error at each timestep counts in the loss.</summary>
public interface ILossWeighting
{
    /// <summary>The loss of a batch.</summary>
    /// <param name="diffusion">The process.</param>
    /// <param name="objective">What the model says.</param>
    /// <param name="t">The timestep of each image, int64, shape (b).</param>
    /// <param name="distance">
    /// How far the model is off: the mean over all values, or of each value, shape (b, c, h, w), as the reduction says.
    /// </param>
    /// <returns>A scalar.</returns>
    Tensor Loss(GaussianDiffusion diffusion, Objective objective, Tensor t, Func<nn.Reduction, Tensor> distance);
}
