using static TorchSharp.torch;

namespace MinImagen.Lib.Unets.Layers;

/// <summary>The tokens that cross-attention can look at.</summary>
/// <param name="tokens">
/// Shape (b, n, condDim): all of them, or, where a caption was prepared, those of the timestep alone.
/// </param>
/// <param name="caption">The caption, where it was prepared.</param>
internal sealed class Conditioning(Tensor tokens, PreparedText? caption = null)
{
    /// <summary>Lets a layer attend to the tokens.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="x">The tokens that ask, shape (b, n, dim).</param>
    /// <returns>Shape (b, n, dim).</returns>
    public Tensor Attend(CrossAttention layer, Tensor x) => caption is null
        ? layer.call(x, tokens)
        : layer.Attend(x, caption.For(layer, room: tokens.shape[1], batchSize: x.shape[0]), tokens);
}
