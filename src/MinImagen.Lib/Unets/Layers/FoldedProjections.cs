using static TorchSharp.torch;

namespace MinImagen.Lib.Unets.Layers;

/// <summary>
/// From the tokens of a context to folded keys and values, see <see cref="FoldedHeads"/>, in one step:
/// W_qᵀ · kᵀ = (W_qᵀ · W_k) · cᵀ.
/// </summary>
/// <param name="Keys">W_qᵀ · W_k / √d of each head, shape (heads, dim, contextDim).</param>
/// <param name="Values">W_o · W_v of each head, shape (heads, dim, contextDim).</param>
/// <param name="NullKey">The null token's key, folded, shape (1, dim, heads, 1).</param>
/// <param name="NullValue">The null token's value, folded, shape (1, dim, heads, 1).</param>
internal sealed record FoldedProjections(Tensor Keys, Tensor Values, Tensor NullKey, Tensor NullValue) : IDisposable
{
    /// <summary>Folded keys and values, those of the null token before those of the context.</summary>
    /// <param name="context">Of the projections' type, shape (b, m, contextDim).</param>
    /// <returns>Shapes (b, dim, heads, 1 + m).</returns>
    public (Tensor Keys, Tensor Values) KeysAndValues(Tensor context)
    {
        Tensor WithNull(Tensor nullToken, Tensor folded) => cat(new[] { nullToken.expand(folded.shape[0], -1, -1, -1), folded }, 3);
        return (WithNull(NullKey, FoldedHeads.Fold(Keys, context)), WithNull(NullValue, FoldedHeads.Fold(Values, context)));
    }

    /// <summary>Keeps them when the caller's dispose scope ends.</summary>
    public FoldedProjections Detached()
    {
        foreach (var tensor in new[] { Keys, Values, NullKey, NullValue })
        {
            tensor.DetachFromDisposeScope();
        }

        return this;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Keys.Dispose();
        Values.Dispose();
        NullKey.Dispose();
        NullValue.Dispose();
    }
}
