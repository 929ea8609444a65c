using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MinImagen.Lib.Unets.Layers;

/// <summary>Linear layers between products.</summary>
internal static class LinearProducts
{
    /// <summary>
    /// y = x · Wᵀ + b in the type of the weights. A layer that is called gives float32 back, see
    /// <see cref="Tensors.ReducedProducts"/>; what goes into another product at once needs no such round trip.
    /// </summary>
    /// <param name="layer">The layer.</param>
    /// <param name="x">Of any type, shape (…, in).</param>
    /// <returns>Shape (…, out).</returns>
    public static Tensor Multiply(this Linear layer, Tensor x) =>
        nn.functional.linear(x.to(layer.weight!.dtype), layer.weight, layer.bias);
}
