using static TorchSharp.torch;

namespace MinImagen.Lib.Diffusion;

/// <summary>The model says ε (Ho et al. 2020, eq. 14).</summary>
internal sealed class NoiseObjective : Objective
{
    public override Tensor Target(GaussianDiffusion diffusion, Tensor xStart, Tensor t, Tensor noise) => noise;

    public override Tensor ToNoise(GaussianDiffusion diffusion, Tensor xT, Tensor t, Tensor output) => output;

    // x_0 − x̂_0 = √(1 − ᾱ_t) / √ᾱ_t · (ε̂ − ε)
    public override double SquaredErrorPerStart(double snr) => snr;
}
