using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MinImagen.Lib.Text.T5;

/// <summary>
/// x·Wᵀ, without a bias: T5 has none. Its weights are zero until they are loaded or initialized, so that opening an encoder draws no
/// random numbers.
/// </summary>
internal sealed class Projection : Module<Tensor, Tensor>
{
    private readonly Parameter weight;

    internal Projection(int inputs, int outputs)
        : base(nameof(Projection))
    {
        weight = new Parameter(zeros(outputs, inputs));
        weight.DetachFromDisposeScope();
        RegisterComponents();
    }

    /// <param name="input">Shape (…, inputs).</param>
    /// <returns>Shape (…, outputs).</returns>
    public override Tensor forward(Tensor input) => functional.linear(input, weight);

    internal void Initialize(double std) => init.normal_(weight, 0, std);
}
