using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MinImagen.Lib.Unets.Layers;

/// <summary>Halves the sides of an image with one strided convolution.</summary>
public static class Downsample
{
    /// <summary>Makes the convolution.</summary>
    /// <param name="dim">Channels that come in.</param>
    /// <param name="dimOut">Channels that go out; <paramref name="dim"/> when null.</param>
    /// <returns>A module from (b, dim, h, w) to (b, dimOut, h / 2, w / 2).</returns>
    public static Conv2d Create(long dim, long? dimOut = null) => nn.Conv2d(dim, dimOut ?? dim, 4, 2, 1);
}
