using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MinImagen.Lib.Unets.Layers;

/// <summary>Doubles the sides of an image: every pixel becomes four, then a convolution smooths them.</summary>
public static class Upsample
{
    /// <summary>Makes the two layers.</summary>
    /// <param name="dim">Channels that come in.</param>
    /// <param name="dimOut">Channels that go out; <paramref name="dim"/> when null.</param>
    /// <returns>A module from (b, dim, h, w) to (b, dimOut, 2h, 2w).</returns>
    public static Sequential Create(long dim, long? dimOut = null) => nn.Sequential(
        nn.Upsample(scale_factor: new[] { 2.0, 2.0 }, mode: UpsampleMode.Nearest),
        nn.Conv2d(dim, dimOut ?? dim, 3, 1, 1));
}
