using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MinImagen.Lib.Unets.Layers;

/// <summary>
/// Layer normalization over the last axis (Ba et al. 2016) with a learned gain and a fixed shift of zero.
/// </summary>
/// <remarks>
/// In this folder a private field is named as its weights are in a checkpoint: TorchSharp registers fields by name, and
/// replaces parameters by name when a module moves to another device or type.
/// </remarks>
public sealed class LayerNorm : nn.Module<Tensor, Tensor>
{
    private readonly Parameter gamma;
    private readonly Tensor beta;

    /// <summary>Makes it with a gain of one.</summary>
    /// <param name="dim">The size of the last axis.</param>
    public LayerNorm(long dim)
        : base(nameof(LayerNorm))
    {
        gamma = new Parameter(ones(dim));
        beta = zeros(dim);
        RegisterComponents();
    }

    /// <summary>y = γ · (x − E[x]) / √(Var[x] + ε) + β, over the last axis.</summary>
    /// <param name="x">Shape (…, dim).</param>
    /// <returns>Shape (…, dim).</returns>
    public override Tensor forward(Tensor x) =>
        nn.functional.layer_norm(x, new[] { x.shape[x.shape.Length - 1] }, gamma, beta);
}
