using MinImagen.Lib.Tensors;
using static TorchSharp.torch;

namespace MinImagen.Lib.Diffusion;

/// <summary>The model says x_0 (Ho et al. 2020, section 3.2, where it did worse; Salimans and Ho 2022, section 4).</summary>
internal sealed class XStartObjective : Objective
{
    public override Tensor Target(GaussianDiffusion diffusion, Tensor xStart, Tensor t, Tensor noise) => xStart;

    public override Tensor ToNoise(GaussianDiffusion diffusion, Tensor xT, Tensor t, Tensor output)
    {
        GaussianDiffusion.CheckImages(xT, nameof(xT), t);
        Require.SameShape(output, nameof(output), xT, nameof(xT));
        using var scope = NewDisposeScope();
        var (alpha, sigma) = (diffusion.AlphaAt(t), diffusion.SigmaAt(t));

        // ε = (x_t − √ᾱ_t · x_0) / √(1 − ᾱ_t)
        return ((xT - alpha * output) / sigma).MoveToOuterDisposeScope();
    }

    public override double SquaredErrorPerStart(double snr) => 1;
}
