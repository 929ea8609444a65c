using MinImagen.Lib.Files;
using MinImagen.Lib.Tensors;
using static TorchSharp.torch;

namespace MinImagen.Lib.Text;

/// <summary>A T5 with its tokenizer: captions in, vectors out, as the original's <c>t5_encode_text</c>.</summary>
public sealed class T5TextEncoder : ITextEncoder
{
    /// <summary>The key of a safetensors file's metadata under which a maker's notice stands.</summary>
    public const string NoticeKey = "notice";

    internal const string ConfigFile = "config.json";

    /// <summary>The names that weights go by, the best first.</summary>
    internal static readonly IReadOnlyList<string> WeightFiles =
        ["model.safetensors", "model.safetensors.index.json", "pytorch_model.bin", "pytorch_model.bin.index.json"];

    private readonly T5Tokenizer tokenizer;
    private readonly T5Encoder encoder;
    private readonly Lazy<string> digest;

    /// <summary>Joins a tokenizer and an encoder.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="tokenizer">The tokenizer.</param>
    /// <param name="encoder">The encoder; it is disposed of with this.</param>
    /// <param name="digest">Tells it from every other encoder.</param>
    /// <exception cref="ArgumentException">The tokenizer has ids that the encoder has not.</exception>
    public T5TextEncoder(string name, T5Tokenizer tokenizer, T5Encoder encoder, string digest)
        : this(name, tokenizer, encoder, new Lazy<string>(digest), notice: null)
    {
    }

    private T5TextEncoder(string name, T5Tokenizer tokenizer, T5Encoder encoder, Lazy<string> digest, string? notice)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(tokenizer);
        ArgumentNullException.ThrowIfNull(encoder);
        CheckVocabulary(tokenizer, encoder.Config);

        Name = name;
        Notice = notice;
        this.tokenizer = tokenizer;
        this.encoder = encoder;
        this.digest = digest;
        encoder.eval();
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public int EncodedDim => encoder.Config.DModel;

    /// <inheritdoc/>
    /// <remarks>Of an encoder from a folder: over the bytes of its configuration, tokenizer and weights, read when first asked for.</remarks>
    public string Digest => digest.Value;

    /// <summary>What the weights' maker wants users to know, for instance that they are random; null when nothing.</summary>
    public string? Notice { get; }

    /// <summary>
    /// Opens the encoder in a folder: <c>config.json</c>, a tokenizer as for <see cref="T5Tokenizer.Open"/>, and weights:
    /// <c>model.safetensors</c>, else <c>pytorch_model.bin</c>, which is read without executing anything, or either in parts with
    /// its <c>.index.json</c>. Of a whole T5 only the encoder's weights are read.
    /// </summary>
    /// <param name="name">The name to go by.</param>
    /// <param name="folder">The folder.</param>
    /// <returns>The encoder; dispose of it.</returns>
    /// <exception cref="FileNotFoundException">A file is missing.</exception>
    /// <exception cref="InvalidDataException">A file is damaged, or they do not fit together.</exception>
    /// <exception cref="InsufficientMemoryException">There is not enough memory for its weights.</exception>
    public static T5TextEncoder Open(string name, string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var weightFile = WeightFiles.Select(file => Path.Combine(folder, file)).FirstOrDefault(File.Exists)
            ?? throw new FileNotFoundException($"{folder} has no weights: none of {string.Join(", ", WeightFiles)}.");
        var config = T5Config.Load(ConfigIn(folder));
        var tokenizer = T5Tokenizer.Open(folder);
        try
        {
            CheckVocabulary(tokenizer, config);
            var notice = weightFile.EndsWith(".safetensors", StringComparison.Ordinal)
                ? SafeTensors.LoadMetadata(weightFile).GetValueOrDefault(NoticeKey)
                : null;
            var digest = new Lazy<string>(() => FileDigest.Sha256(FilesOf(folder, weightFile)));
            return new T5TextEncoder(name, tokenizer, LoadEncoder(name, config, weightFile), digest, notice);
        }
        catch (Exception e) when (e is ArgumentException or InvalidDataException)
        {
            throw new InvalidDataException($"The text encoder in {folder} cannot be used: {e.Message}", e);
        }
    }

    /// <inheritdoc/>
    public TextEncoding Encode(IReadOnlyList<string> texts, int maxLength = TextEncoders.DefaultMaxLength)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        using var tokens = tokenizer.EncodeBatch(texts, maxLength);

        var mask = tokens.AttentionMask.to(ScalarType.Bool);
        var embeds = encoder.call(tokens.InputIds, tokens.AttentionMask).masked_fill(mask.logical_not().unsqueeze(-1), 0);
        return new TextEncoding(embeds.MoveToOuterDisposeScope(), mask.MoveToOuterDisposeScope());
    }

    /// <summary>Frees the weights.</summary>
    public void Dispose() => encoder.Dispose();

    internal static string ConfigIn(string folder) => Path.Combine(folder, ConfigFile);

    private static void CheckVocabulary(T5Tokenizer tokenizer, T5Config config)
    {
        if (tokenizer.VocabSize > config.VocabSize)
            throw new ArgumentException(
                $"The tokenizer has {tokenizer.VocabSize:N0} ids, the encoder vectors for {config.VocabSize:N0} only.");
    }

    /// <summary>Refuses an encoder that does not fit into memory, before any of it is read or fetched.</summary>
    internal static void RequireMemory(string name, T5Config config)
    {
        // One weight more than the encoder's own is in memory while it is converted, at most the largest.
        var largest = Math.Max((long)config.VocabSize * config.DModel, (long)config.DModel * Math.Max(config.DFf, config.NumHeads * config.DKv));
        AvailableMemory.Require(
            sizeof(float) * (config.ParameterCount + largest),
            $"The text encoder {name}, {config.ParameterCount / 1e6:N0} million weights in float32,",
            $"Close other programs, or take a smaller one, such as {TextEncoders.Default}.");
    }

    private static T5Encoder LoadEncoder(string name, T5Config config, string weightFile)
    {
        using var weights = TensorCatalog.Open(weightFile);

        // Before memory is taken for what a damaged configuration asks for.
        var stored = weights.Tensors.Where(info => T5Encoder.IsEncoderWeight(info.Name)).Sum(info => info.Count);
        if (config.ParameterCount > stored)
            throw new InvalidDataException(
                $"its configuration asks for {config.ParameterCount:N0} weights, {weightFile} has {stored:N0} of an encoder.");
        RequireMemory(name, config);

        var encoder = new T5Encoder(config);
        try
        {
            encoder.LoadWeights(weights);
            return encoder;
        }
        catch
        {
            encoder.Dispose();
            throw;
        }
    }

    private static IEnumerable<string> FilesOf(string folder, string weightFile) =>
        [ConfigIn(folder), .. T5Tokenizer.FilesIn(folder), .. TensorFile.PartsOf(weightFile)];
}
