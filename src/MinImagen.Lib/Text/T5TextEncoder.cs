using MinImagen.Lib.Files;
using MinImagen.Lib.Tensors;
using static TorchSharp.torch;

namespace MinImagen.Lib.Text;

/// <summary>A T5 with its tokenizer: captions in, vectors out, as the original's <c>t5_encode_text</c>.</summary>
public sealed class T5TextEncoder : ITextEncoder
{
    /// <summary>The key of a safetensors file's metadata under which a maker's notice stands.</summary>
    public const string NoticeKey = "notice";

    private static readonly string[] WeightFiles = ["model.safetensors", "model.safetensors.index.json", "pytorch_model.bin"];

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
    /// Opens the encoder in a folder: <c>config.json</c>, <c>spiece.model</c>, where they are there <c>tokenizer_config.json</c>,
    /// and weights: <c>model.safetensors</c>, else <c>model.safetensors.index.json</c> with its parts, else
    /// <c>pytorch_model.bin</c>, which is read without executing anything.
    /// </summary>
    /// <param name="name">The name to go by.</param>
    /// <param name="folder">The folder.</param>
    /// <returns>The encoder; dispose of it.</returns>
    /// <exception cref="FileNotFoundException">A file is missing.</exception>
    /// <exception cref="InvalidDataException">A file is damaged, or they do not fit together.</exception>
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
            return new T5TextEncoder(name, tokenizer, LoadEncoder(config, weightFile), digest, notice);
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

    internal static string ConfigIn(string folder) => Path.Combine(folder, "config.json");

    private static void CheckVocabulary(T5Tokenizer tokenizer, T5Config config)
    {
        if (tokenizer.VocabSize > config.VocabSize)
            throw new ArgumentException(
                $"The tokenizer has {tokenizer.VocabSize:N0} ids, the encoder vectors for {config.VocabSize:N0} only.");
    }

    private static T5Encoder LoadEncoder(T5Config config, string weightFile)
    {
        using var scope = NewDisposeScope();
        var weights = TensorFile.Load(weightFile, T5Encoder.IsEncoderWeight);

        // Before memory is taken for what a damaged configuration asks for.
        var stored = weights.Values.Sum(weight => weight.numel());
        if (config.ParameterCount > stored)
            throw new InvalidDataException(
                $"its configuration asks for {config.ParameterCount:N0} weights, {weightFile} has {stored:N0} of an encoder.");

        var encoder = new T5Encoder(config);
        encoder.LoadWeights(weights);
        return encoder;
    }

    private static IEnumerable<string> FilesOf(string folder, string weightFile)
    {
        string[] small = [ConfigIn(folder), Path.Combine(folder, "spiece.model"), Path.Combine(folder, "tokenizer_config.json")];
        return [.. small.Where(File.Exists), .. TensorFile.PartsOf(weightFile)];
    }
}
