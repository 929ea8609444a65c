using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MinImagen.Lib.Unets.Layers;

/// <summary>A transformer's encoder block over the pixels of an image: attention, then a perceptron, each with a shortcut.</summary>
public sealed class TransformerBlock : nn.Module<Tensor, Tensor?, Tensor>
{
    private readonly ToAndFromTokens attn;
    private readonly Sequential ff;

    /// <summary>Makes it.</summary>
    /// <param name="dim">The number of channels.</param>
    /// <param name="heads">The number of attention heads.</param>
    /// <param name="dimHead">The width of a head.</param>
    /// <param name="ffMult">How many times wider the perceptron's hidden layer is.</param>
    /// <param name="contextDim">The width of further tokens to attend to; null when there are none.</param>
    public TransformerBlock(long dim, long heads = 8, long dimHead = 32, double ffMult = 2, long? contextDim = null)
        : base(nameof(TransformerBlock))
    {
        attn = new ToAndFromTokens(new Attention(dim, dimHead, heads, contextDim));
        ff = ChanFeedForward.Create(dim, ffMult);
        RegisterComponents();
    }

    /// <summary>Applies it.</summary>
    /// <param name="x">Images, shape (b, dim, h, w).</param>
    /// <param name="context">Further tokens to attend to, shape (b, m, contextDim).</param>
    /// <returns>Shape (b, dim, h, w).</returns>
    public override Tensor forward(Tensor x, Tensor? context = null)
    {
        using var scope = NewDisposeScope();
        var h = attn.call(x, context) + x;
        return (ff.call(h) + h).MoveToOuterDisposeScope();
    }
}
