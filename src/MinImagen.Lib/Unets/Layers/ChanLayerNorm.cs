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

        // y = g · (x − E[x]) / √(Var[x] + ε), over the channels: last for LibTorch's own kernel, then second again
        var y = nn.functional.layer_norm(x.permute(0, 2, 3, 1), new[] { x.shape[1] }, g.flatten(), eps: eps);
        return y.permute(0, 3, 1, 2).MoveToOuterDisposeScope();
    }
}
