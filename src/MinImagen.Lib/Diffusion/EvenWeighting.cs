using static TorchSharp.torch;

namespace MinImagen.Lib.Diffusion;

/// <summary>Every timestep counts the same (Ho et al. 2020, eq. 14).</summary>
public sealed record EvenWeighting : ILossWeighting
{
    /// <inheritdoc/>
    public Tensor Loss(GaussianDiffusion diffusion, Objective objective, Tensor t, Func<nn.Reduction, Tensor> distance) =>
        distance(nn.Reduction.Mean);
}
