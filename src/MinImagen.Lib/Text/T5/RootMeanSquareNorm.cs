using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MinImagen.Lib.Text.T5;

/// <summary>T5's simplified layer norm: it scales, and neither centres nor shifts (Raffel et al. 2020, §2.1).</summary>
internal sealed class RootMeanSquareNorm : Module<Tensor, Tensor>
{
    private readonly Parameter weight;
    private readonly double epsilon;

    internal RootMeanSquareNorm(int width, double epsilon)
        : base(nameof(RootMeanSquareNorm))
    {
        this.epsilon = epsilon;
        weight = new Parameter(ones(width));
        weight.DetachFromDisposeScope();
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        // g · x / √(mean(x²) + ε)
        return weight * (x * rsqrt(x.pow(2).mean([-1], keepdim: true) + epsilon));
    }
}
