using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MinImagen.Lib.Unets.Layers;

/// <summary>Layer normalization of images over their channels, each pixel by itself, with a learned gain.</summary>
public sealed class ChanLayerNorm : nn.Module<Tensor, Tensor>
{
    private readonly double eps;
    private readonly Parameter g;

    /// <summary>Makes it with a gain of one.</summary>
    /// <param name="dim">The number of channels.</param>
    /// <param name="eps">ε, added to the variance.</param>
    public ChanLayerNorm(long dim, double eps = 1e-5)
        : base(nameof(ChanLayerNorm))
    {
        this.eps = eps;
        g = new Parameter(ones(1, dim, 1, 1));
        RegisterComponents();
    }

    /// <summary>Normalizes.</summary>
    /// <param name="x">Images, shape (b, dim, h, w).</param>
    /// <returns>Shape (b, dim, h, w).</returns>
    public override Tensor forward(Tensor x)
    {
        using var scope = NewDisposeScope();
        var mean = x.mean(new[] { 1L }, keepdim: true);
        var variance = x.var(1, unbiased: false, keepdim: true);

        // y = g · (x − E[x]) / √(Var[x] + ε)
        return ((x - mean) / (variance + eps).sqrt() * g).MoveToOuterDisposeScope();
    }
}
