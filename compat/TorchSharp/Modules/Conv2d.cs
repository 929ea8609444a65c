using static TorchSharp.torch;

namespace TorchSharp.Modules;

public sealed class Conv2d : Convolution
{
    internal Conv2d(
        long in_channels, long out_channels, (long, long) kernel_size, (long, long) stride, (long, long)? padding, Padding? padding_type, (long, long) dilation, PaddingModes padding_mode, long groups, bool bias, Device? device, ScalarType? dtype)
        : base(
            nameof(Conv2d), in_channels, out_channels, Sides(kernel_size), Sides(stride), padding is null ? null : Sides(padding.Value), padding_type, Sides(dilation), groups, bias, padding_mode, device, dtype)
    {
    }

    public override Tensor forward(Tensor input) => Convolve(input, Op.conv2d, Op.conv2d_padding);

    private static long[] Sides((long Height, long Width) pair) => [pair.Height, pair.Width];
}
