using MinImagen.Lib.Text.T5;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MinImagen.Lib.Text.Pretraining;

/// <summary>
/// An encoder that predicts hidden tokens: its output at a place, compared with every token's own vector (the table is shared
/// with the input, as in T5 1.0's decoder), and a bias that knows how common each token is.
/// </summary>
public sealed class MaskedTokenModel : Module<Tensor, Tensor, Tensor, Tensor>
{
    /// <summary>The name of the bias in a weights file; readers of the encoder pass over it.</summary>
    public const string BiasName = "mask_head.bias";

    private const string TableName = "shared.weight";
    private const string PositionName = "encoder.block.0.layer.0.SelfAttention.relative_attention_bias.weight";

    /// <summary>Where the first heads look at the beginning, one each: at the word before, the word after, …</summary>
    private static readonly long[] FirstDistances = [-1, 1, -2, 2];

    /// <summary>Added to the scores of those places: among 20 others, about half of a head's attention.</summary>
    private const double FirstGlance = 3;

    private readonly Parameter bias;
    private readonly Parameter table;
    private readonly Parameter positions;

    /// <summary>Puts a head on an encoder.</summary>
    /// <param name="encoder">The encoder; it is disposed of with this.</param>
    /// <param name="pieces">How many ids can be predicted: the pieces, and not the sentinels behind them.</param>
    public MaskedTokenModel(T5Encoder encoder, int pieces)
        : base(nameof(MaskedTokenModel))
    {
        ArgumentNullException.ThrowIfNull(encoder);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(pieces);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(pieces, encoder.Config.VocabSize);
        Encoder = encoder;
        var parameters = encoder.named_parameters().ToDictionary(pair => pair.name, pair => pair.parameter);
        (table, positions) = (parameters[TableName], parameters[PositionName]);
        bias = new Parameter(zeros(pieces));
        bias.DetachFromDisposeScope();
        register_module("encoder", encoder);
        register_parameter("bias", bias);
    }

    /// <summary>The encoder.</summary>
    public T5Encoder Encoder { get; }

    /// <summary>The weights under the names that a weights file has; they stay the model's.</summary>
    public IReadOnlyDictionary<string, Tensor> Weights =>
        Encoder.named_parameters().Append((name: BiasName, parameter: bias)).ToDictionary(pair => pair.name, pair => (Tensor)pair.parameter);

    /// <summary>
    /// Draws initial weights from the global generator. What takes an encoder long to find out it is told: the bias begins with how
    /// common each token is, and some heads begin by looking at the words beside.
    /// </summary>
    /// <param name="counts">How often each piece stands in what will be learned.</param>
    public void Initialize(IReadOnlyList<long> counts)
    {
        ArgumentNullException.ThrowIfNull(counts);
        Encoder.InitializeWeights();
        using var scope = NewDisposeScope();
        using var frozen = no_grad();

        // b_i = ln((n_i + 1) / ∑ (n_j + 1))
        var smoothed = tensor(counts.Select(count => count + 1.0f).ToArray());
        bias.copy_(log(smoothed / smoothed.sum()));

        var config = Encoder.Config;
        var buckets = RelativePosition.Bucket(tensor(FirstDistances), config.RelativeAttentionNumBuckets, config.RelativeAttentionMaxDistance);
        for (var head = 0; head < Math.Min(FirstDistances.Length, config.NumHeads); head++)
            positions[buckets[head].item<long>(), head].add_(FirstGlance);
    }

    /// <summary>Copies weights into the model.</summary>
    /// <param name="weights">Tensors under the names of <see cref="Weights"/>; they stay the caller's.</param>
    /// <exception cref="InvalidDataException">One is missing, or of another shape.</exception>
    public void LoadWeights(IReadOnlyDictionary<string, Tensor> weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        if (!weights.TryGetValue(BiasName, out var stored) || !stored.shape.SequenceEqual(bias.shape))
            throw new InvalidDataException($"The weights lack '{BiasName}' of {bias.numel()} numbers: this encoder was not pre-trained here, and cannot predict hidden tokens.");
        Encoder.LoadWeights(weights);
        using var frozen = no_grad();
        bias.copy_(stored);
    }

    /// <summary>Predicts tokens.</summary>
    /// <param name="inputIds">Ids, int64, shape (b, n).</param>
    /// <param name="attentionMask">1 where an id is the text's own, shape (b, n).</param>
    /// <param name="places">Which of the b · n places to predict, int64, shape (m).</param>
    /// <returns>Logarithms of unnormalized probabilities, float32, shape (m, pieces).</returns>
    public override Tensor forward(Tensor inputIds, Tensor attentionMask, Tensor places)
    {
        using var scope = NewDisposeScope();
        var hidden = Encoder.call(inputIds, attentionMask).view(-1, Encoder.Config.DModel).index_select(0, places);

        // h · Eᵀ / √d + b
        var logits = matmul(hidden / Math.Sqrt(Encoder.Config.DModel), table.narrow(0, 0, bias.numel()).t()) + bias;
        return logits.MoveToOuterDisposeScope();
    }
}
