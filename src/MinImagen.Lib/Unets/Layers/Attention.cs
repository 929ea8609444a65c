using MinImagen.Lib.Tensors;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MinImagen.Lib.Unets.Layers;

/// <summary>
/// Multi-head self-attention (Vaswani et al. 2017) in which the heads ask different questions of one shared key and value
/// a token (Shazeer 2019). A learned null token can be attended to where nothing else fits.
/// </summary>
public sealed class Attention : nn.Module<Tensor, Tensor?, Tensor>
{
    private readonly long heads;
    private readonly double scale;
    private readonly bool folds;

    private readonly LayerNorm norm;
    private readonly Parameter null_kv;
    private readonly Linear to_q;
    private readonly Linear to_kv;
    private readonly Sequential? to_context;
    private readonly Sequential to_out;

    /// <summary>Makes it.</summary>
    /// <param name="dim">The width of the tokens.</param>
    /// <param name="dimHead">The width of a head.</param>
    /// <param name="heads">The number of heads.</param>
    /// <param name="contextDim">The width of further tokens to attend to; null when there are none.</param>
    public Attention(long dim, long dimHead = 64, long heads = 8, long? contextDim = null)
        : base(nameof(Attention))
    {
        this.heads = heads;
        scale = 1 / Math.Sqrt(dimHead);
        var innerDim = dimHead * heads;
        folds = dim < dimHead;

        norm = new LayerNorm(dim);
        null_kv = new Parameter(randn(2, dimHead));
        to_q = nn.Linear(dim, innerDim, hasBias: false);
        to_kv = nn.Linear(dim, dimHead * 2, hasBias: false);
        to_context = contextDim is { } width
            ? nn.Sequential(nn.LayerNorm(width), nn.Linear(width, dimHead * 2))
            : null;
        to_out = nn.Sequential(nn.Linear(innerDim, dim, hasBias: false), new LayerNorm(dim));
        RegisterComponents();
    }

    /// <summary>Attends.</summary>
    /// <param name="x">Tokens, shape (b, n, dim).</param>
    /// <param name="context">Further tokens to attend to, shape (b, m, contextDim).</param>
    /// <returns>Shape (b, n, dim).</returns>
    public override Tensor forward(Tensor x, Tensor? context = null) => forward(x, context, null);

    /// <summary>Attends, to some tokens only, or with a bias.</summary>
    /// <param name="x">Tokens, shape (b, n, dim).</param>
    /// <param name="context">Further tokens to attend to, shape (b, m, contextDim).</param>
    /// <param name="mask">
    /// True where a token may be attended to, bool, shape (b, m + n). As in the original, an entry for the null token is
    /// put before all others, while with a context the null token stands after it: the mask is then off by one there.
    /// </param>
    /// <param name="attnBias">Added to the similarities, broadcast to (b, heads, n, m + 1 + n).</param>
    /// <returns>Shape (b, n, dim).</returns>
    /// <exception cref="ArgumentException">The shape does not fit, or a context is given to a layer made without one.</exception>
    public Tensor forward(Tensor x, Tensor? context, Tensor? mask, Tensor? attnBias = null)
    {
        if (context is not null && to_context is null)
        {
            throw new ArgumentException("This attention was made without contextDim and takes no context.", nameof(context));
        }

        Require.Shape(x, nameof(x), "b", "n", to_q.weight!.shape[1]);
        if (context is not null)
        {
            Require.Shape(context, nameof(context), x.shape[0], "m", "contextDim");
        }

        using var scope = NewDisposeScope();
        var (b, n) = (x.shape[0], x.shape[1]);

        var type = to_q.weight!.dtype;
        var normed = norm.call(x).to(type);

        // The tokens to attend to: the context, the null token, x itself; each (b, j, 2 · dimHead)
        var kv = new List<Tensor> { null_kv.to(type).view(1, 1, -1).expand(b, -1, -1), to_kv.Multiply(normed) };
        if (context is not null)
        {
            kv.Insert(0, to_context!.call(context).to(type));
        }

        var keysAndValues = cat(kv, 1).chunk(2, -1);
        var (k, v) = (keysAndValues[0], keysAndValues[1]);

        // sim = q · kᵀ / √d. All heads ask the same keys: their questions are rows of one matrix an image.
        var sim = folds
            ? FoldedHeads.Similarities(normed, FoldedHeads.Fold(FoldedHeads.Questions(to_q, heads), k))
            : to_q.Multiply(normed).view(b, n * heads, -1).bmm((k * scale).transpose(1, 2)).view(b, n, heads, -1);
        if (attnBias is not null)
        {
            sim = (sim.transpose(1, 2) + attnBias).transpose(1, 2).to(type);
        }

        var attn = AttentionWeights.Of(sim, mask);

        // out = softmax(sim) · v
        if (folds)
        {
            var folded = FoldedHeads.Fold(FoldedHeads.Answers((Linear)to_out[0], heads), v);
            return to_out[1].call(FoldedHeads.Attended(attn, folded).to(x.dtype)).MoveToOuterDisposeScope();
        }

        var attended = attn.reshape(b, n * heads, -1).bmm(v);
        return to_out.call(attended.view(b, n, -1)).MoveToOuterDisposeScope();
    }
}
