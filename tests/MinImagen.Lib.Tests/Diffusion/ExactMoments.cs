using MinImagen.Lib.Diffusion;
using static TorchSharp.torch;

namespace MinImagen.Lib.Tests.Diffusion;

/// <summary>
/// Noise with mean 0, variance 1 and no correlation with x, exactly: mean and variance of what is sampled with it then
/// follow the formulas without the error of a finite sample.
/// </summary>
internal sealed class ExactMoments : RandomDraws
{
    public override Tensor NormalLike(Tensor x)
    {
        using var scope = NewDisposeScope();
        var z = base.NormalLike(x);
        z = z - z.mean();
        var centred = x - x.mean();
        var power = centred.square().sum().item<float>();
        if (power > 0)
        {
            z = z - centred * ((z * centred).sum() / power);
        }

        return (z / z.square().mean().sqrt()).MoveToOuterDisposeScope();
    }
}
