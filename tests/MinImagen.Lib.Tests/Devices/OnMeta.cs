using static TorchSharp.torch;

namespace MinImagen.Lib.Tests.Devices;

/// <summary>
/// LibTorch's meta device, whose tensors have a shape and no numbers. Element-wise operators, losses and indexing refuse a tensor of
/// the CPU among them, as they do among a GPU's, except a scalar; products, <c>cat</c> and <c>gather</c> do not.
/// </summary>
internal static class OnMeta
{
    /// <summary>Makes something whose weights are there from the start, so that the largest U-Net takes no memory.</summary>
    public static T Make<T>(Func<T> make)
    {
        set_default_device(META);
        try
        {
            return make();
        }
        finally
        {
            set_default_device(CPU);
        }
    }

    public static Tensor Normal(params long[] shape) => randn(shape, device: META);

    public static Tensor Times(params long[] times) => tensor(times, device: META);

    public static void AssertThere(Tensor tensor, params long[] shape)
    {
        Assert.Equal(TorchSharp.DeviceType.META, tensor.device_type);
        Assert.Equal(shape, tensor.shape);
    }
}
