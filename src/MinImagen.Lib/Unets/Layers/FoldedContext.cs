using static TorchSharp.torch;

namespace MinImagen.Lib.Unets.Layers;

/// <summary>
/// The tokens that a <see cref="CrossAttention"/> can look at, made ready to be asked many times: their keys and values are
/// folded, see <see cref="FoldedHeads"/>.
/// </summary>
/// <remarks>
/// The null token and the caption stay; behind them is room for the tokens of the timestep, which change with every step.
/// </remarks>
internal sealed class FoldedContext : IDisposable
{
    private readonly FoldedProjections projections;
    private readonly long count;

    /// <summary>Folds.</summary>
    /// <param name="projections">The layer's; they are this object's from now on.</param>
    /// <param name="context">The tokens that stay, of the projections' type, shape (b or 1, m, contextDim).</param>
    /// <param name="room">How many tokens of the timestep will follow.</param>
    /// <param name="batchSize">b of the images; those of a batch of 1 are shared by all.</param>
    public FoldedContext(FoldedProjections projections, Tensor context, long room, long batchSize)
    {
        using var scope = NewDisposeScope();
        this.projections = projections;
        var (keys, values) = projections.KeysAndValues(context);
        count = keys.shape[3];
        Tensor WithRoom(Tensor folded)
        {
            var all = empty(new[] { batchSize, folded.shape[1], folded.shape[2], count + room }, folded.dtype, folded.device);
            all.narrow(3, 0, count).copy_(folded);
            return all.DetachFromDisposeScope();
        }

        Keys = WithRoom(keys);
        Values = WithRoom(values);
    }

    /// <summary>Shape (b, dim, heads, j).</summary>
    public Tensor Keys { get; }

    /// <summary>Shape (b, dim, heads, j).</summary>
    public Tensor Values { get; }

    /// <summary>Puts the tokens of a timestep in the place of those of the one before.</summary>
    /// <param name="tokens">Of the projections' type, shape (b, room, contextDim).</param>
    public void SetTime(Tensor tokens)
    {
        using var scope = NewDisposeScope();
        Keys.narrow(3, count, tokens.shape[1]).copy_(FoldedHeads.Fold(projections.Keys, tokens));
        Values.narrow(3, count, tokens.shape[1]).copy_(FoldedHeads.Fold(projections.Values, tokens));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Keys.Dispose();
        Values.Dispose();
        projections.Dispose();
    }
}
