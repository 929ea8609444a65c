using MinImagen.Lib.Tensors;
using MinImagen.Lib.Text.T5;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MinImagen.Lib.Text;

/// <summary>
/// The encoder half of T5, the text-to-text transformer (Raffel et al. 2020, §2.1), in float32: T5 1.0, or v1.1 with its gated
/// feed-forward layers. Parameters have the names of the published weights, <c>shared.weight</c>,
/// <c>encoder.block.0.layer.0.SelfAttention.q.weight</c>, …
/// </summary>
/// <remarks>A new encoder's weights are zero: <see cref="LoadWeights(TensorCatalog)"/> or <see cref="InitializeWeights"/> comes next. It has no dropout.</remarks>
public sealed class T5Encoder : Module<Tensor, Tensor, Tensor>
{
    private const string SharedTable = "shared.weight";
    private const string TiedTable = "encoder.embed_tokens.weight";

    // Fields are named as the published weights are.
    private readonly TokenTable shared;
    private readonly Stack encoder;

    /// <summary>Makes an encoder of the given sizes.</summary>
    /// <param name="config">Its sizes.</param>
    /// <exception cref="ArgumentException">A size is out of range.</exception>
    public T5Encoder(T5Config config)
        : base(nameof(T5Encoder))
    {
        ArgumentNullException.ThrowIfNull(config);
        config.Check();
        Config = config;
        shared = new TokenTable(config.VocabSize, config.DModel);
        encoder = new Stack(config);
        RegisterComponents();
    }

    /// <summary>Its sizes.</summary>
    public T5Config Config { get; }

    /// <summary>Where its weights are.</summary>
    public Device Device => shared.Device;

    /// <summary>Whether a published weight belongs to the encoder; a whole T5's file holds the decoder's too.</summary>
    /// <param name="name">Name of the weight.</param>
    /// <returns>True for the encoder's.</returns>
    public static bool IsEncoderWeight(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name == SharedTable || name.StartsWith("encoder.", StringComparison.Ordinal);
    }

    /// <summary>Encodes tokens.</summary>
    /// <param name="inputIds">Ids, int64, shape (b, n).</param>
    /// <param name="attentionMask">1 where a token is the text's own, else 0, shape (b, n).</param>
    /// <returns>The last hidden state, float32, shape (b, n, d); also where the mask is 0.</returns>
    public override Tensor forward(Tensor inputIds, Tensor attentionMask)
    {
        using var scope = NewDisposeScope();
        return HiddenStates(inputIds, attentionMask)[^1].MoveToOuterDisposeScope();
    }

    /// <summary>Encodes tokens and keeps what happens on the way.</summary>
    /// <param name="inputIds">Ids, int64, shape (b, n).</param>
    /// <param name="attentionMask">1 where a token is the text's own, else 0, shape (b, n).</param>
    /// <returns>The embeddings, the output of each block but the last, and the last hidden state: each float32, shape (b, n, d).</returns>
    public IReadOnlyList<Tensor> HiddenStates(Tensor inputIds, Tensor attentionMask)
    {
        ArgumentNullException.ThrowIfNull(inputIds);
        ArgumentNullException.ThrowIfNull(attentionMask);
        if (inputIds.dim() != 2 || !inputIds.shape.SequenceEqual(attentionMask.shape))
            throw new ArgumentException(
                $"Ids and mask must both have the shape (b, n); they have ({string.Join(", ", inputIds.shape)}) and ({string.Join(", ", attentionMask.shape)}).");
        Require.Type(inputIds, nameof(inputIds), ScalarType.Int64);
        Require.OnDevice(inputIds, nameof(inputIds), Device);
        Require.OnDevice(attentionMask, nameof(attentionMask), Device);
        return encoder.call(shared.call(inputIds), attentionMask);
    }

    /// <summary>What each head adds to the score of a key for its distance from the query.</summary>
    /// <param name="length">Number of tokens n.</param>
    /// <returns>float32, shape (1, heads, n, n).</returns>
    public Tensor PositionBias(long length)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(length);
        using var scope = NewDisposeScope();
        return encoder.PositionBias(length, Device).MoveToOuterDisposeScope();
    }

    /// <summary>Copies published weights into the encoder, converted to float32. Weights of a decoder are passed over.</summary>
    /// <param name="weights">Tensors by their published names; they stay the caller's.</param>
    /// <exception cref="InvalidDataException">A weight is missing, of another shape, or of another encoder.</exception>
    public void LoadWeights(IReadOnlyDictionary<string, Tensor> weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        LoadWeights(weights.Keys, name => weights[name].shape, name => weights[name].alias());
    }

    /// <summary>
    /// Reads published weights into the encoder one at a time, converted to float32, so that only one more than the encoder is in
    /// memory. Weights of a decoder are not read.
    /// </summary>
    /// <param name="weights">The open file.</param>
    /// <exception cref="InvalidDataException">A weight is missing, of another shape, or of another encoder.</exception>
    public void LoadWeights(TensorCatalog weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        LoadWeights(weights.Tensors.Select(info => info.Name), name => weights.Find(name)!.Shape, weights.Read);
    }

    /// <summary>Draws initial weights from the global generator, scaled as T5's are.</summary>
    public void InitializeWeights()
    {
        shared.Initialize(Config.InitializerFactor);
        encoder.Initialize();
    }

    private void LoadWeights(IEnumerable<string> stored, Func<string, IReadOnlyList<long>> shapeOf, Func<string, Tensor> read)
    {
        var names = stored.Where(IsEncoderWeight).ToHashSet(StringComparer.Ordinal);
        var parameters = named_parameters().ToDictionary(pair => pair.name, pair => pair.parameter);
        if (names.FirstOrDefault(name => name != TiedTable && !parameters.ContainsKey(name)) is { } unknown)
            throw new InvalidDataException($"The weights have '{unknown}', but an encoder of this configuration does not.");

        using var frozen = no_grad();
        foreach (var (name, parameter) in parameters)
        {
            // Some files have the table under its second name only.
            var source = name == SharedTable && !names.Contains(name) ? TiedTable : name;
            if (!names.Contains(source))
                throw new InvalidDataException($"The weights lack '{name}'.");
            if (!shapeOf(source).SequenceEqual(parameter.shape))
                throw new InvalidDataException(
                    $"The weight '{source}' has the shape ({string.Join(", ", shapeOf(source))}), where the configuration wants ({string.Join(", ", parameter.shape)}).");

            using var weight = read(source);
            parameter.copy_(weight);
        }
    }
}
