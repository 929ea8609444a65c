using MinImagen.Lib.Tensors;
using static TorchSharp.torch;

namespace MinImagen.Lib.Unets.Layers;

/// <summary>
/// Turns a timestep into a vector of waves of different lengths, so that a network can tell near from far
/// (Vaswani et al. 2017, section 3.5).
/// </summary>
public sealed class SinusoidalPosEmb : nn.Module<Tensor, Tensor>
{
    private readonly long halfDim;

    /// <summary>Makes it.</summary>
    /// <param name="dim">The length of the vector, at least 4; of an odd one, the even part.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="dim"/> is less than 4.</exception>
    public SinusoidalPosEmb(long dim)
        : base(nameof(SinusoidalPosEmb))
    {
        // One wave has no longest and shortest to space the others between: the exponent would divide by zero.
        ArgumentOutOfRangeException.ThrowIfLessThan(dim, 4);
        halfDim = dim / 2;
        RegisterComponents();
    }

    /// <summary>Embeds.</summary>
    /// <param name="x">Positions (here: timesteps), shape (b).</param>
    /// <returns>float32, shape (b, 2 · ⌊dim / 2⌋): the sines, then the cosines.</returns>
    /// <exception cref="ArgumentException">The positions are not in one row.</exception>
    public override Tensor forward(Tensor x)
    {
        Require.Shape(x, nameof(x), "b");
        using var scope = NewDisposeScope();

        // ω_i = 10000^(−i / (dim/2 − 1)),   i = 0 … dim/2 − 1
        var step = Math.Log(10000) / (halfDim - 1);
        var omega = (arange(halfDim, device: x.device) * -step).exp();

        // e = [sin(x · ω), cos(x · ω)]
        var angles = x.unsqueeze(1) * omega.unsqueeze(0);
        return cat(new[] { angles.sin(), angles.cos() }, -1).MoveToOuterDisposeScope();
    }
}
