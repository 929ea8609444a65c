using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MinImagen.Lib.Unets.Layers;

/// <summary>
/// The two-layer perceptron of a <see cref="TransformerBlock"/>, as 1×1 convolutions: every pixel's channels are widened
/// and brought back, normalized before each convolution.
/// </summary>
public static class ChanFeedForward
{
    /// <summary>Makes it.</summary>
    /// <param name="dim">The number of channels.</param>
    /// <param name="mult">How many times wider the hidden layer is.</param>
    /// <returns>A module from (b, dim, h, w) to (b, dim, h, w).</returns>
    public static Sequential Create(long dim, double mult = 2)
    {
        var hiddenDim = (long)(dim * mult);
        return nn.Sequential(
            new ChanLayerNorm(dim),
            nn.Conv2d(dim, hiddenDim, 1, bias: false),
            nn.GELU(),
            new ChanLayerNorm(hiddenDim),
            nn.Conv2d(hiddenDim, dim, 1, bias: false));
    }
}
