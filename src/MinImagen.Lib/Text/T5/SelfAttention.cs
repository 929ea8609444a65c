using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MinImagen.Lib.Text.T5;

/// <summary>
/// Multi-head self-attention without a scale: 1/√d is folded into the initial weights of the queries. What tells positions
/// apart is a bias on the scores, learned by the first block and shared by all (Raffel et al. 2020, §2.1).
/// </summary>
/// <remarks>Fields are named as the published weights are.</remarks>
internal sealed class SelfAttention : Module<Tensor, Tensor, Tensor>
{
    private readonly Projection q;
    private readonly Projection k;
    private readonly Projection v;
    private readonly Projection o;
    private readonly TokenTable? relative_attention_bias;
    private readonly T5Config config;

    internal SelfAttention(T5Config config, bool hasPositionBias)
        : base(nameof(SelfAttention))
    {
        this.config = config;
        var inner = config.NumHeads * config.DKv;
        q = new Projection(config.DModel, inner);
        k = new Projection(config.DModel, inner);
        v = new Projection(config.DModel, inner);
        o = new Projection(inner, config.DModel);
        if (hasPositionBias)
            relative_attention_bias = new TokenTable(config.RelativeAttentionNumBuckets, config.NumHeads);
        RegisterComponents();
    }

    /// <param name="x">Hidden states, shape (b, n, d).</param>
    /// <param name="bias">Added to the scores, shape (b or 1, heads, n, n).</param>
    /// <returns>Shape (b, n, d).</returns>
    public override Tensor forward(Tensor x, Tensor bias)
    {
        var queries = SplitHeads(q.call(x));
        var keys = SplitHeads(k.call(x));
        var values = SplitHeads(v.call(x));

        // softmax(q·kᵀ + bias) · v
        var weights = softmax(matmul(queries, keys.transpose(2, 3)) + bias, -1);
        return o.call(JoinHeads(matmul(weights, values)));
    }

    /// <summary>What each head adds to the score of a key for its distance from the query, shape (1, heads, n, n).</summary>
    internal Tensor PositionBias(long length, Device device)
    {
        var table = relative_attention_bias
            ?? throw new InvalidOperationException("Only the first block holds the position bias.");
        var position = arange(length, dtype: ScalarType.Int64, device: device);
        var buckets = RelativePosition.Bucket(
            position.unsqueeze(0) - position.unsqueeze(1),
            config.RelativeAttentionNumBuckets,
            config.RelativeAttentionMaxDistance);
        return table.call(buckets).permute(2, 0, 1).unsqueeze(0);
    }

    internal void Initialize()
    {
        var factor = config.InitializerFactor;
        q.Initialize(factor / Math.Sqrt((double)config.DModel * config.DKv));
        k.Initialize(factor / Math.Sqrt(config.DModel));
        v.Initialize(factor / Math.Sqrt(config.DModel));
        o.Initialize(factor / Math.Sqrt((double)config.NumHeads * config.DKv));
        relative_attention_bias?.Initialize(factor / Math.Sqrt(config.DModel));
    }

    // (b, n, heads · d_kv) → (b, heads, n, d_kv)
    private Tensor SplitHeads(Tensor x) =>
        x.view(x.shape[0], x.shape[1], config.NumHeads, config.DKv).transpose(1, 2);

    // (b, heads, n, d_kv) → (b, n, heads · d_kv)
    private Tensor JoinHeads(Tensor x) =>
        x.transpose(1, 2).reshape(x.shape[0], x.shape[2], (long)config.NumHeads * config.DKv);
}
