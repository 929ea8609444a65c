using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MinImagen.Lib.Unets.Layers;

/// <summary>
/// Multi-head attention (Vaswani et al. 2017) from one sequence, the pixels of an image, to another, the conditioning
/// tokens. A learned null token can be attended to where nothing else fits.
/// </summary>
public sealed class CrossAttention : nn.Module<Tensor, Tensor?, Tensor>
{
    private readonly long heads;
    private readonly double scale;

    private readonly LayerNorm norm;
    private readonly nn.Module<Tensor, Tensor> norm_context;
    private readonly Parameter null_kv;
    private readonly Linear to_q;
    private readonly Linear to_kv;
    private readonly Sequential to_out;

    /// <summary>Makes it.</summary>
    /// <param name="dim">The width of the tokens that ask.</param>
    /// <param name="contextDim">The width of the tokens that are asked; <paramref name="dim"/> when null.</param>
    /// <param name="dimHead">The width of a head.</param>
    /// <param name="heads">The number of heads.</param>
    /// <param name="normContext">Whether the tokens that are asked are normalized first.</param>
    public CrossAttention(long dim, long? contextDim = null, long dimHead = 64, long heads = 8, bool normContext = false)
        : base(nameof(CrossAttention))
    {
        this.heads = heads;
        scale = 1 / Math.Sqrt(dimHead);
        var innerDim = dimHead * heads;
        var contextWidth = contextDim ?? dim;

        norm = new LayerNorm(dim);
        norm_context = normContext ? new LayerNorm(contextWidth) : nn.Identity();
        null_kv = new Parameter(randn(2, dimHead));
        to_q = nn.Linear(dim, innerDim, hasBias: false);
        to_kv = nn.Linear(contextWidth, innerDim * 2, hasBias: false);
        to_out = nn.Sequential(nn.Linear(innerDim, dim, hasBias: false), new LayerNorm(dim));
        RegisterComponents();
    }

    /// <summary>Attends to all of the context.</summary>
    /// <param name="x">The tokens that ask, shape (b, n, dim).</param>
    /// <param name="context">The tokens that are asked, shape (b, m, contextDim).</param>
    /// <returns>Shape (b, n, dim).</returns>
    public override Tensor forward(Tensor x, Tensor? context) => forward(x, context, null);

    /// <summary>Attends to some of the context.</summary>
    /// <param name="x">The tokens that ask, shape (b, n, dim).</param>
    /// <param name="context">The tokens that are asked, shape (b, m, contextDim).</param>
    /// <param name="mask">True where a token may be attended to, bool, shape (b, m).</param>
    /// <returns>Shape (b, n, dim).</returns>
    public Tensor forward(Tensor x, Tensor? context, Tensor? mask)
    {
        ArgumentNullException.ThrowIfNull(context);
        using var scope = NewDisposeScope();
        var (b, n) = (x.shape[0], x.shape[1]);

        var q = SplitHeads(to_q.Multiply(norm.call(x) * scale));

        // The null token's key and value, the same for all heads, stand before the context's.
        var (contextKeys, contextValues) = KeysAndValues(context);
        var (nullKey, nullValue) = NullToken(b);
        var k = cat(new[] { nullKey, contextKeys }, 2);
        var v = cat(new[] { nullValue, contextValues }, 2);

        // sim = q · kᵀ / √d
        var sim = matmul(q, k.transpose(-2, -1));
        var attn = AttentionWeights.Of(sim, mask);

        // out = softmax(sim) · v
        var attended = matmul(attn, v);
        return to_out.call(attended.transpose(1, 2).reshape(b, n, -1)).MoveToOuterDisposeScope();
    }

    /// <summary>Makes tokens ready to be asked many times, without gradients.</summary>
    /// <param name="context">The tokens that stay, shape (b or 1, m, contextDim).</param>
    /// <param name="room">How many tokens of the timestep will follow.</param>
    /// <param name="batchSize">b.</param>
    /// <returns>For <see cref="Attend"/>.</returns>
    internal FoldedContext Fold(Tensor context, long room, long batchSize)
    {
        using var scope = NewDisposeScope();
        var (contextKeys, contextValues) = KeysAndValues(context);
        var (nullKey, nullValue) = NullToken(context.shape[0]);
        return new FoldedContext(
            FoldKeys(cat(new[] { nullKey, contextKeys }, 2)),
            FoldValues(cat(new[] { nullValue, contextValues }, 2)),
            room,
            batchSize);
    }

    /// <summary>Attends to tokens that were made ready: the same as <see cref="forward(Tensor, Tensor?)"/>, regrouped.</summary>
    /// <param name="x">The tokens that ask, shape (b, n, dim).</param>
    /// <param name="context">What <see cref="Fold"/> made.</param>
    /// <param name="timeTokens">The tokens of the timestep, shape (b, room, contextDim).</param>
    /// <returns>Shape (b, n, dim).</returns>
    internal Tensor Attend(Tensor x, FoldedContext context, Tensor timeTokens)
    {
        using var scope = NewDisposeScope();
        var (b, n) = (x.shape[0], x.shape[1]);
        var (timeKeys, timeValues) = KeysAndValues(timeTokens);
        context.SetTime(FoldKeys(timeKeys), FoldValues(timeValues));

        // sim = x · (W_qᵀ kᵀ / √d)
        var type = to_q.weight!.dtype;
        var sim = norm.call(x).to(type).bmm(context.Keys).view(b, n, heads, -1);
        var attn = AttentionWeights.Of(sim, null);

        // out = ∑_heads softmax(sim) · (v · W_oᵀ)
        var attended = attn.view(b, n, -1).bmm(context.Values);
        return to_out[1].call(attended.to(x.dtype)).MoveToOuterDisposeScope();
    }

    /// <summary>W_qᵀ · kᵀ / √d of each head: (b, heads, j, d) → (b, dim, heads, j)</summary>
    private Tensor FoldKeys(Tensor k) =>
        einsum("hdc,bhjd->bchj", to_q.weight!.view(heads, k.shape[3], -1) * scale, k);

    /// <summary>v · W_oᵀ of each head: (b, heads, j, d) → (b, heads, j, dim)</summary>
    private Tensor FoldValues(Tensor v)
    {
        var weight = ((Linear)to_out[0]).weight!;
        return einsum("chd,bhjd->bhjc", weight.view(-1, heads, v.shape[3]), v);
    }

    private (Tensor K, Tensor V) KeysAndValues(Tensor context)
    {
        var keysAndValues = to_kv.Multiply(norm_context.call(context)).chunk(2, -1);
        return (SplitHeads(keysAndValues[0]), SplitHeads(keysAndValues[1]));
    }

    private (Tensor K, Tensor V) NullToken(long b)
    {
        var nullToken = null_kv.to(to_kv.weight!.dtype).view(2, 1, 1, 1, -1).expand(-1, b, heads, -1, -1);
        return (nullToken[0], nullToken[1]);
    }

    /// <summary>(b, n, heads · d) → (b, heads, n, d)</summary>
    private Tensor SplitHeads(Tensor tokens) =>
        tokens.view(tokens.shape[0], tokens.shape[1], heads, -1).transpose(1, 2);
}
