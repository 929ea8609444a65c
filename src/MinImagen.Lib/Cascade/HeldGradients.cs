using MinImagen.Lib.Unets;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MinImagen.Lib.Cascade;

/// <summary>
/// The gradients that a model has already, taken from it while those of another batch are computed. Of two halves side by
/// side, whichever comes first, a + b = b + a to the last bit; added to what is there, (g + a) + b would not be (g + b) + a.
/// </summary>
internal sealed class HeldGradients
{
    private readonly List<(Parameter Weight, Tensor Gradient)> held = [];

    /// <summary>Takes them.</summary>
    /// <param name="model">The model, which then has none.</param>
    public HeldGradients(Unet model)
    {
        foreach (var weight in model.parameters())
        {
            if (weight.grad is { } gradient)
            {
                held.Add((weight, gradient));
                weight.grad = null;
            }
        }
    }

    /// <summary>Gives them back, with what the model got meanwhile: g ← g + g'.</summary>
    public void GiveBack()
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        foreach (var (weight, gradient) in held)
        {
            if (weight.grad is { } added)
            {
                gradient.add_(added);
            }

            weight.grad = gradient;
        }
    }
}
