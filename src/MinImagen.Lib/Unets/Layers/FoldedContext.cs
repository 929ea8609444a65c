using static TorchSharp.torch;

namespace MinImagen.Lib.Unets.Layers;

/// <summary>
/// The tokens that a <see cref="CrossAttention"/> can look at, made ready to be asked many times: their keys folded with
/// the projection of the questions, their values with the projection of the answers. An image's channels then meet the
/// tokens in one product, and the weights of attention give channels in another.
/// </summary>
/// <remarks>
/// The null token and the caption stay; behind them is room for the tokens of the timestep, which change with every step.
/// </remarks>
internal sealed class FoldedContext : IDisposable
{
    private readonly Tensor keys;
    private readonly Tensor values;

    /// <summary>Folds.</summary>
    /// <param name="keys">W_qᵀ · Kᵀ / √d of each head, shape (b, dim, heads, j).</param>
    /// <param name="values">V · W_oᵀ of each head, shape (b, heads, j, dim).</param>
    /// <param name="room">How many tokens of the timestep will follow.</param>
    /// <param name="batchSize">b of the images; those of a batch of 1 are shared by all.</param>
    public FoldedContext(Tensor keys, Tensor values, long room, long batchSize)
    {
        using var scope = NewDisposeScope();
        var (dim, heads, j) = (keys.shape[1], keys.shape[2], keys.shape[3]);
        Count = j;
        this.keys = empty(new[] { batchSize, dim, heads, j + room }, keys.dtype, keys.device).DetachFromDisposeScope();
        this.values = empty(new[] { batchSize, heads, j + room, dim }, keys.dtype, keys.device).DetachFromDisposeScope();
        this.keys.narrow(3, 0, j).copy_(keys);
        this.values.narrow(2, 0, j).copy_(values);
    }

    /// <summary>The tokens that stay.</summary>
    public long Count { get; }

    /// <summary>Shape (b, dim, heads · j).</summary>
    public Tensor Keys => keys.flatten(2);

    /// <summary>Shape (b, heads · j, dim).</summary>
    public Tensor Values => values.flatten(1, 2);

    /// <summary>Puts the tokens of a timestep in the place of those of the one before.</summary>
    /// <param name="timeKeys">Folded keys, shape (b, dim, heads, room).</param>
    /// <param name="timeValues">Folded values, shape (b, heads, room, dim).</param>
    public void SetTime(Tensor timeKeys, Tensor timeValues)
    {
        keys.narrow(3, Count, timeKeys.shape[3]).copy_(timeKeys);
        values.narrow(2, Count, timeKeys.shape[3]).copy_(timeValues);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        keys.Dispose();
        values.Dispose();
    }
}
