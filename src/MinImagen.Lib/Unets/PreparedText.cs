using MinImagen.Lib.Unets.Layers;
using static TorchSharp.torch;

namespace MinImagen.Lib.Unets;

/// <summary>
/// What a U-Net makes of a batch of captions, kept for a run of sampling: the vector, and what every cross-attention makes
/// of the tokens, worked out when it is first asked.
/// </summary>
internal sealed class PreparedText : IDisposable
{
    private readonly Dictionary<CrossAttention, FoldedContext> layers = [];
    private readonly Tensor tokens;

    /// <summary>Keeps them.</summary>
    /// <param name="tokens">Normalized, shape (b, maxTextLen, condDim); those of a batch of 1 are shared by all images.</param>
    /// <param name="hidden">Shape (b, timeCondDim).</param>
    public PreparedText(Tensor tokens, Tensor hidden)
    {
        this.tokens = tokens.DetachFromDisposeScope();
        Hidden = hidden.DetachFromDisposeScope();
    }

    /// <summary>Added to the time conditioning vector, shape (b, timeCondDim).</summary>
    public Tensor Hidden { get; }

    /// <summary>The tokens as a layer wants them.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="room">How many tokens of the timestep it attends to besides.</param>
    /// <param name="batchSize">How many images ask.</param>
    /// <returns>The context; it stays this object's.</returns>
    public FoldedContext For(CrossAttention layer, long room, long batchSize)
    {
        if (!layers.TryGetValue(layer, out var folded))
        {
            folded = layer.Fold(tokens, room, batchSize);
            layers.Add(layer, folded);
        }

        return folded;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var layer in layers.Values)
        {
            layer.Dispose();
        }

        tokens.Dispose();
        Hidden.Dispose();
    }
}
