using MinImagen.Lib.Tensors;
using MinImagen.Lib.Unets;
using static TorchSharp.torch;

namespace MinImagen.Lib.Training;

/// <summary>
/// Trains a U-Net in bfloat16 (Micikevicius et al. 2018): a copy with short weights computes the gradients, the U-Net
/// itself keeps the weights in float32, where small steps are not lost. With the range of float32, the loss needs no
/// scaling.
/// </summary>
public sealed class MasterWeights : IDisposable
{
    private readonly Unet unet;

    /// <summary>Makes the copy.</summary>
    /// <param name="unet">The U-Net; it stays the caller's.</param>
    public MasterWeights(Unet unet)
    {
        this.unet = unet;
        Copy = unet.Copy(Precision.BFloat16);
    }

    /// <summary>The model to compute the loss with.</summary>
    public Unet Copy { get; }

    /// <summary>Moves the copy's gradients to the U-Net, as float32, and adds them to those that are there.</summary>
    public void TakeGradients()
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        foreach (var (master, working) in unet.parameters().Zip(Copy.parameters()))
        {
            if (working.grad is { } gradient)
            {
                // Sums over batches are taken where they lose nothing.
                var exact = gradient.to(master.dtype);
                master.grad = master.grad?.add_(exact) ?? exact;
                working.grad = null;
            }
        }
    }

    /// <summary>Gives the copy the U-Net's weights, after a step.</summary>
    public void GiveWeights()
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        foreach (var (master, working) in unet.parameters().Zip(Copy.parameters()))
        {
            working.copy_(master);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Copy.Dispose();
}
