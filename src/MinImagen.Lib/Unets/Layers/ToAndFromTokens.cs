using static TorchSharp.torch;

namespace MinImagen.Lib.Unets.Layers;

/// <summary>
/// Lets a module of token sequences work on images: the pixels of an image are the tokens, row by row.
/// </summary>
public sealed class ToAndFromTokens : nn.Module<Tensor, Tensor?, Tensor>
{
    private readonly nn.Module<Tensor, Tensor?, Tensor> fn;

    /// <summary>Wraps a module.</summary>
    /// <param name="fn">From tokens (b, n, c), and perhaps a context, to tokens (b, n, c).</param>
    public ToAndFromTokens(nn.Module<Tensor, Tensor?, Tensor> fn)
        : base(nameof(ToAndFromTokens))
    {
        this.fn = fn;
        RegisterComponents();
    }

    /// <summary>Applies the module to the pixels.</summary>
    /// <param name="x">Images, shape (b, c, h, w).</param>
    /// <param name="context">Passed on.</param>
    /// <returns>Shape (b, c, h, w).</returns>
    public override Tensor forward(Tensor x, Tensor? context = null) => Through(x, tokens => fn.call(tokens, context));

    /// <summary>Applies a function to the pixels.</summary>
    /// <param name="x">Images, shape (b, c, h, w).</param>
    /// <param name="function">From tokens (b, n, c) to tokens (b, n, c).</param>
    /// <returns>Shape (b, c, h, w).</returns>
    internal static Tensor Through(Tensor x, Func<Tensor, Tensor> function)
    {
        using var scope = NewDisposeScope();

        // b c h w → b (h w) c → fn → b c h w
        var tokens = x.flatten(2).transpose(1, 2);
        return function(tokens).transpose(1, 2).reshape(x.shape).MoveToOuterDisposeScope();
    }
}
