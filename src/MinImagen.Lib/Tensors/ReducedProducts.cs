using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MinImagen.Lib.Tensors;

/// <summary>
/// Lets a model compute its products in bfloat16. Linear layers and convolutions get weights of that type, and what comes
/// in and goes out is converted at their boundaries; everything between them (norms, activations, sums, softmax) keeps
/// float32.
/// </summary>
/// <remarks>
/// TorchSharp has no autocast. Besides, LibTorch's norms are exact and fast in float32 only: in bfloat16 they take ten
/// times as long, and on channels-last images their sums lose digits.
/// </remarks>
internal static class ReducedProducts
{
    /// <summary>Converts a model, for good.</summary>
    /// <param name="model">The model: a copy, since its weights lose digits.</param>
    public static void Apply(nn.Module model)
    {
        foreach (var layer in model.modules().OfType<nn.Module<Tensor, Tensor>>().Where(layer => layer is Linear or Conv2d))
        {
            layer.to(ScalarType.BFloat16);
            layer.register_forward_pre_hook((_, x) => x.to(ScalarType.BFloat16));
            layer.register_forward_hook((_, _, y) => y.to(ScalarType.Float32));
        }
    }
}
