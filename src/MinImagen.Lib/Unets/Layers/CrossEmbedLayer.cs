using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MinImagen.Lib.Unets.Layers;

/// <summary>
/// Looks at an image through windows of several sizes at once, an Inception module (Szegedy et al. 2015): convolutions
/// with kernels of different sizes side by side, the small ones with the most filters.
/// </summary>
public sealed class CrossEmbedLayer : nn.Module<Tensor, Tensor>
{
    private readonly ModuleList<Conv2d> convs;

    /// <summary>Makes it.</summary>
    /// <param name="dimIn">Channels that come in.</param>
    /// <param name="kernelSizes">The sizes of the kernels: all even or all odd, as the stride.</param>
    /// <param name="dimOut">Channels that go out, in all; <paramref name="dimIn"/> when null.</param>
    /// <param name="stride">The stride of the convolutions.</param>
    /// <exception cref="ArgumentException">A kernel is even where the stride is odd, or the reverse.</exception>
    public CrossEmbedLayer(long dimIn, IReadOnlyList<int> kernelSizes, long? dimOut = null, int stride = 2)
        : base(nameof(CrossEmbedLayer))
    {
        if (kernelSizes.Any(kernel => kernel % 2 != stride % 2))
        {
            throw new ArgumentException(
                $"Kernels of sizes {string.Join(", ", kernelSizes)} do not fit the stride {stride}: all must be even or all odd.",
                nameof(kernelSizes));
        }

        // The i-th smallest kernel gets 1 / 2ⁱ of the filters, the largest what is left.
        var remaining = dimOut ?? dimIn;
        var share = remaining;
        convs = new ModuleList<Conv2d>();
        foreach (var (index, kernel) in kernelSizes.Order().Index())
        {
            share /= 2;
            var filters = index < kernelSizes.Count - 1 ? share : remaining;
            remaining -= filters;
            convs.Add(nn.Conv2d(dimIn, filters, kernel, stride, (kernel - stride) / 2));
        }

        RegisterComponents();
    }

    /// <summary>Applies all convolutions.</summary>
    /// <param name="x">Images, shape (b, dimIn, h, w).</param>
    /// <returns>Shape (b, dimOut, h / stride, w / stride).</returns>
    public override Tensor forward(Tensor x)
    {
        using var scope = NewDisposeScope();
        return cat(convs.Select(conv => conv.call(x)).ToArray(), 1).MoveToOuterDisposeScope();
    }
}
