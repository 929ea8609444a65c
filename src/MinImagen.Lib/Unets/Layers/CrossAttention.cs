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
    private readonly bool folds;

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
        folds = dim <= dimHead;

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
        if (context.ndim != 3 || context.shape[0] != x.shape[0])
        {
            throw new ArgumentException(
                $"Tokens of shape ({x.shape[0]}, m, contextDim) are needed, got ({string.Join(", ", context.shape)}).", nameof(context));
        }

        using var scope = NewDisposeScope();
        if (folds)
        {
            var (foldedKeys, foldedValues) = Projections().KeysAndValues(Told(context));
            return AttendFolded(x, foldedKeys, foldedValues, mask).MoveToOuterDisposeScope();
        }

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
        return new FoldedContext(Projections().Detached(), Told(context), room, batchSize);
    }

    /// <summary>Attends to tokens that were made ready: the same as <see cref="forward(Tensor, Tensor?)"/>, regrouped.</summary>
    /// <param name="x">The tokens that ask, shape (b, n, dim).</param>
    /// <param name="context">What <see cref="Fold"/> made.</param>
    /// <param name="timeTokens">The tokens of the timestep, shape (b, room, contextDim).</param>
    /// <returns>Shape (b, n, dim).</returns>
    internal Tensor Attend(Tensor x, FoldedContext context, Tensor timeTokens)
    {
        using var scope = NewDisposeScope();
        context.SetTime(Told(timeTokens));
        return AttendFolded(x, context.Keys, context.Values, null).MoveToOuterDisposeScope();
    }

    private Tensor AttendFolded(Tensor x, Tensor keys, Tensor values, Tensor? mask)
    {
        // sim = x · (W_qᵀ kᵀ / √d)
        var sim = FoldedHeads.Similarities(norm.call(x).to(keys.dtype), keys);
        var attn = AttentionWeights.Of(sim, mask);

        // out = ∑_heads softmax(sim) · (v · W_oᵀ)
        return to_out[1].call(FoldedHeads.Attended(attn, values).to(x.dtype));
    }

    /// <summary>The context as it is projected to keys and values.</summary>
    private Tensor Told(Tensor context) => norm_context.call(context).to(to_kv.weight!.dtype);

    private FoldedProjections Projections()
    {
        var (questions, answers) = (FoldedHeads.Questions(to_q, heads), FoldedHeads.Answers((Linear)to_out[0], heads));
        var keysAndValues = to_kv.weight!.view(2, heads, questions.shape[2], -1);
        var nullToken = null_kv.to(to_kv.weight!.dtype).view(2, 1, 1, -1);
        return new FoldedProjections(
            questions.bmm(keysAndValues[0]),
            answers.bmm(keysAndValues[1]),
            FoldedHeads.Fold(questions, nullToken[0]),
            FoldedHeads.Fold(answers, nullToken[1]));
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
