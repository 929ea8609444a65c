using MinImagen.Lib.Tensors;
using static TorchSharp.torch;

namespace MinImagen.Lib.Diffusion;

/// <summary>
/// The model says v = √ᾱ_t · ε − √(1 − ᾱ_t) · x_0 (Salimans and Ho 2022, section 4 and appendix D): noise where there is
/// little of it, the image where there is little of that, and neither is ever divided by what vanishes.
/// </summary>
internal sealed class VObjective : Objective
{
    public override Tensor Target(GaussianDiffusion diffusion, Tensor xStart, Tensor t, Tensor noise)
    {
        GaussianDiffusion.CheckImages(xStart, nameof(xStart), t);
        Require.SameShape(noise, nameof(noise), xStart, nameof(xStart));
        using var scope = NewDisposeScope();
        var (alpha, sigma) = (diffusion.AlphaAt(t), diffusion.SigmaAt(t));

        // v = √ᾱ_t · ε − √(1 − ᾱ_t) · x_0
        return (alpha * noise - sigma * xStart).MoveToOuterDisposeScope();
    }

    public override Tensor ToNoise(GaussianDiffusion diffusion, Tensor xT, Tensor t, Tensor output)
    {
        GaussianDiffusion.CheckImages(xT, nameof(xT), t);
        Require.SameShape(output, nameof(output), xT, nameof(xT));
        using var scope = NewDisposeScope();
        var (alpha, sigma) = (diffusion.AlphaAt(t), diffusion.SigmaAt(t));

        // ε = √(1 − ᾱ_t) · x_t + √ᾱ_t · v
        return (sigma * xT + alpha * output).MoveToOuterDisposeScope();
    }

    // x_0 = √ᾱ_t · x_t − √(1 − ᾱ_t) · v, and 1 / (1 − ᾱ_t) = SNR + 1
    public override double SquaredErrorPerStart(double snr) => snr + 1;
}
