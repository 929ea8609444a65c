using MinImagen.Lib.Unets.Layers;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MinImagen.Lib.Unets;

/// <summary>From a timestep to its hidden vector: sinusoidal embedding, a linear layer, SiLU.</summary>
internal sealed class TimeHiddens : nn.Module<Tensor, Tensor>
{
    private readonly SinusoidalPosEmb embedding;
    private readonly Linear linear;

    /// <summary>Makes it.</summary>
    /// <param name="dim">The width of the embedding.</param>
    /// <param name="timeCondDim">The width of the hidden vector.</param>
    public TimeHiddens(long dim, long timeCondDim)
        : base(nameof(TimeHiddens))
    {
        embedding = new SinusoidalPosEmb(dim).RegisterIn(this, "0");
        linear = nn.Linear(dim, timeCondDim).RegisterIn(this, "1");
    }

    /// <summary>Applies it.</summary>
    /// <param name="time">Timesteps, shape (b).</param>
    /// <returns>Shape (b, timeCondDim).</returns>
    public override Tensor forward(Tensor time)
    {
        using var scope = NewDisposeScope();

        // The waves need float32's digits, also where the weights have fewer.
        var embedded = embedding.call(time).to(linear.weight!.dtype);
        return linear.call(embedded).silu().MoveToOuterDisposeScope();
    }

    /// <summary>Nothing is registered by its field's name: the parts have the original's numbers.</summary>
    protected override void RegisterComponents()
    {
    }
}
