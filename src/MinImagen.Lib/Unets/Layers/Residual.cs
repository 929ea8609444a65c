using static TorchSharp.torch;

namespace MinImagen.Lib.Unets.Layers;

/// <summary>A shortcut around a module: what it gives is added to what it was given.</summary>
public sealed class Residual : nn.Module<Tensor, Tensor?, Tensor>
{
    private readonly nn.Module fn;
    private readonly Func<Tensor, Tensor?, Tensor> run;

    /// <summary>Wraps a module.</summary>
    /// <param name="fn">Its result has its input's shape.</param>
    public Residual(nn.Module<Tensor, Tensor> fn)
        : this(fn, (x, _) => fn.call(x))
    {
    }

    /// <summary>Wraps a module that takes a context.</summary>
    /// <param name="fn">Its result has its input's shape.</param>
    public Residual(nn.Module<Tensor, Tensor?, Tensor> fn)
        : this(fn, fn.call)
    {
    }

    private Residual(nn.Module fn, Func<Tensor, Tensor?, Tensor> run)
        : base(nameof(Residual))
    {
        this.fn = fn;
        this.run = run;
        RegisterComponents();
    }

    /// <summary>fn(x) + x</summary>
    /// <param name="x">The input.</param>
    /// <param name="context">Passed on to a module that takes one.</param>
    /// <returns>The sum.</returns>
    public override Tensor forward(Tensor x, Tensor? context = null)
    {
        using var scope = NewDisposeScope();
        return (run(x, context) + x).MoveToOuterDisposeScope();
    }
}
