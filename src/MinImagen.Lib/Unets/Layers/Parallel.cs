using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MinImagen.Lib.Unets.Layers;

/// <summary>Applies several modules to the same input and adds what they give.</summary>
public sealed class Parallel : nn.Module<Tensor, Tensor>
{
    private readonly ModuleList<nn.Module<Tensor, Tensor>> fns;

    /// <summary>Wraps the modules.</summary>
    /// <param name="fns">At least one; their results have the same shape.</param>
    public Parallel(params nn.Module<Tensor, Tensor>[] fns)
        : base(nameof(Parallel))
    {
        this.fns = new ModuleList<nn.Module<Tensor, Tensor>>(fns);
        RegisterComponents();
    }

    /// <summary>∑ fn(x)</summary>
    /// <param name="x">The input.</param>
    /// <returns>The sum.</returns>
    public override Tensor forward(Tensor x)
    {
        using var scope = NewDisposeScope();
        return fns.Select(fn => fn.call(x)).Aggregate((sum, y) => sum + y).MoveToOuterDisposeScope();
    }
}
