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

        var q = SplitHeads(to_q.call(norm.call(x))) * scale;
        var keysAndValues = to_kv.call(norm_context.call(context)).chunk(2, -1);

        // The null token's key and value, the same for all heads, stand before the context's.
        var nullToken = null_kv.view(2, 1, 1, 1, -1).expand(-1, b, heads, -1, -1);
        var k = cat(new[] { nullToken[0], SplitHeads(keysAndValues[0]) }, 2);
        var v = cat(new[] { nullToken[1], SplitHeads(keysAndValues[1]) }, 2);

        // sim = q · kᵀ / √d
        var sim = einsum("bhid,bhjd->bhij", q, k);
        var attn = AttentionWeights.Of(sim, mask);

        // out = softmax(sim) · v
        var attended = einsum("bhij,bhjd->bhid", attn.to(v.dtype), v);
        return to_out.call(attended.transpose(1, 2).reshape(b, n, -1)).MoveToOuterDisposeScope();
    }

    /// <summary>(b, n, heads · d) → (b, heads, n, d)</summary>
    private Tensor SplitHeads(Tensor tokens) =>
        tokens.view(tokens.shape[0], tokens.shape[1], heads, -1).transpose(1, 2);
}
