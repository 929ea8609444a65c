using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MinImagen.Lib.Unets.Layers;

/// <summary>
/// Attention regrouped: (x · W_qᵀ) · kᵀ = x · (W_qᵀ · kᵀ), and (a · v) · W_oᵀ = a · (v · W_oᵀ). What the heads ask and
/// answer is folded into keys and values, so that an image's channels meet the tokens of all heads in one product. That
/// is less to multiply, forward and back, where there are fewer channels than a head is wide.
/// </summary>
internal static class FoldedHeads
{
    /// <summary>W_qᵀ / √d of each head.</summary>
    /// <param name="toQ">Makes the questions, from dim to heads · d.</param>
    /// <param name="heads">The number of heads.</param>
    /// <returns>Shape (heads, dim, d).</returns>
    public static Tensor Questions(Linear toQ, long heads)
    {
        var weight = toQ.weight!.view(heads, -1, toQ.weight!.shape[1]).transpose(1, 2);
        return weight * (1 / Math.Sqrt(weight.shape[2]));
    }

    /// <summary>W_o of each head.</summary>
    /// <param name="toOut">Brings the answers together, from heads · d to dim.</param>
    /// <param name="heads">The number of heads.</param>
    /// <returns>Shape (heads, dim, d).</returns>
    public static Tensor Answers(Linear toOut, long heads) =>
        toOut.weight!.view(toOut.weight!.shape[0], heads, -1).transpose(0, 1);

    /// <summary>Folds tokens with a projection of each head.</summary>
    /// <param name="projections">Shape (heads, dim, width).</param>
    /// <param name="tokens">Keys, values, or what they are made of: shape (b, j, width), of the projections' type.</param>
    /// <returns>Shape (b, dim, heads, j).</returns>
    public static Tensor Fold(Tensor projections, Tensor tokens)
    {
        using var scope = NewDisposeScope();
        var (heads, dim, b) = (projections.shape[0], projections.shape[1], tokens.shape[0]);
        var rows = projections.transpose(0, 1).reshape(1, dim * heads, -1).expand(b, -1, -1);
        return rows.bmm(tokens.transpose(1, 2)).view(b, dim, heads, -1).MoveToOuterDisposeScope();
    }

    /// <summary>sim of every channel vector with every token, as heads see it.</summary>
    /// <param name="x">Shape (b, n, dim).</param>
    /// <param name="keys">Folded with <see cref="Questions"/>, shape (b, dim, heads, j).</param>
    /// <returns>Shape (b, n, heads, j).</returns>
    public static Tensor Similarities(Tensor x, Tensor keys) =>
        x.bmm(keys.flatten(2)).view(x.shape[0], x.shape[1], keys.shape[2], -1);

    /// <summary>The mean of the values, weighted, added over the heads.</summary>
    /// <param name="weights">Shape (b, n, heads, j).</param>
    /// <param name="values">Folded with <see cref="Answers"/>, shape (b, dim, heads, j).</param>
    /// <returns>Shape (b, n, dim).</returns>
    public static Tensor Attended(Tensor weights, Tensor values) =>
        weights.flatten(2).bmm(values.flatten(2).transpose(1, 2));
}
