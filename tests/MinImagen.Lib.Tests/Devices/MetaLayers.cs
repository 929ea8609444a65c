using System.Reflection;
using MinImagen.Lib.Unets.Layers;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MinImagen.Lib.Tests.Devices;

/// <summary>
/// Lets the layers pass that LibTorch cannot compute on its meta device: Python adds those kernels, C++ does not have them.
/// All of them, and linear layers too, which take any device, check that what comes in is there.
/// </summary>
internal static class MetaLayers
{
    /// <summary>Prepares every such layer of a model whose weights are on meta.</summary>
    public static void Install(nn.Module model)
    {
        foreach (var layer in model.modules().OfType<nn.Module<Tensor, Tensor>>())
        {
            switch (layer)
            {
                case Linear:
                    layer.register_forward_pre_hook((_, x) => There(x));
                    break;
                case Conv2d:
                    LetPass(layer);
                    break;
                case GroupNorm or TorchSharp.Modules.LayerNorm or Lib.Unets.Layers.LayerNorm or ChanLayerNorm:
                    ComputeOnCpu(layer);
                    break;
            }
        }
    }

    /// <summary>Of an empty batch LibTorch tells the shape of a convolution.</summary>
    private static void LetPass(nn.Module<Tensor, Tensor> layer)
    {
        var batchSize = 0L;
        layer.register_forward_pre_hook((_, x) =>
        {
            batchSize = x.shape[0];
            return There(x).narrow(0, 0, 0);
        });
        layer.register_forward_hook((_, _, y) => empty([batchSize, .. y.shape[1..]], device: y.device));
    }

    /// <summary>A norm's result has the shape of what it is given, and its weights are few: they are on the CPU.</summary>
    private static void ComputeOnCpu(nn.Module<Tensor, Tensor> layer)
    {
        foreach (var field in layer.GetType().GetFields(BindingFlags.Instance | BindingFlags.NonPublic))
        {
            switch (field.GetValue(layer))
            {
                case Parameter weight:
                    field.SetValue(layer, new Parameter(ones(weight.shape)));
                    break;
                case Tensor buffer:
                    field.SetValue(layer, zeros(buffer.shape));
                    break;
            }
        }

        layer.register_forward_pre_hook((_, x) => zeros(There(x).shape));
        layer.register_forward_hook((_, _, y) => empty(y.shape, device: META));
    }

    private static Tensor There(Tensor x)
    {
        Assert.Equal(DeviceType.META, x.device_type);
        return x;
    }
}
