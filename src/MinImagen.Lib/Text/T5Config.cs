using System.Text.Json;
using System.Text.Json.Serialization;
using MinImagen.Lib.Files;

namespace MinImagen.Lib.Text;

/// <summary>The sizes of a T5 encoder, as its <c>config.json</c> gives them; the defaults are those of T5-small.</summary>
public sealed record T5Config
{
    private const int MaxFileBytes = 1 << 20;
    private const int MaxSize = 1 << 20;

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
    };

    /// <summary>What other programs know such a configuration by: "t5".</summary>
    public string ModelType { get; } = "t5";

    /// <summary>Number of token embeddings; at least the tokenizer's, often rounded up.</summary>
    public int VocabSize { get; init; } = 32128;

    /// <summary>Width d of the hidden states.</summary>
    public int DModel { get; init; } = 512;

    /// <summary>Width of a head's queries, keys and values; heads times this need not be <see cref="DModel"/>.</summary>
    public int DKv { get; init; } = 64;

    /// <summary>Width inside the feed-forward layers.</summary>
    public int DFf { get; init; } = 2048;

    /// <summary>Number of blocks.</summary>
    public int NumLayers { get; init; } = 6;

    /// <summary>Number of attention heads.</summary>
    public int NumHeads { get; init; } = 8;

    /// <summary>Number of buckets that distances between tokens fall into, half of them for each direction; even, at least 4.</summary>
    public int RelativeAttentionNumBuckets { get; init; } = 32;

    /// <summary>Distance from which on all share the last bucket.</summary>
    public int RelativeAttentionMaxDistance { get; init; } = 128;

    /// <summary>ε of the layer norms.</summary>
    public double LayerNormEpsilon { get; init; } = 1e-6;

    /// <summary>Scales the initial weights.</summary>
    public double InitializerFactor { get; init; } = 1;

    /// <summary>Which feed-forward layer: "relu" (T5 1.0) or "gated-gelu" (v1.1).</summary>
    public string FeedForwardProj { get; init; } = "relu";

    /// <summary>Whether the feed-forward layer is v1.1's.</summary>
    [JsonIgnore]
    public bool IsGated => FeedForwardProj == "gated-gelu";

    /// <summary>Number of weights of the encoder.</summary>
    [JsonIgnore]
    public long ParameterCount
    {
        get
        {
            long attention = 4L * DModel * NumHeads * DKv;
            long feedForward = (IsGated ? 3L : 2L) * DModel * DFf;
            long norms = DModel * (2L * NumLayers + 1);
            return (long)VocabSize * DModel + NumLayers * (attention + feedForward) + norms
                + (long)RelativeAttentionNumBuckets * NumHeads;
        }
    }

    /// <summary>Reads a <c>config.json</c>; what an encoder does not need is skipped.</summary>
    /// <param name="path">The file, at most 1 MB.</param>
    /// <returns>The configuration, checked.</returns>
    /// <exception cref="InvalidDataException">The file is not a T5's configuration, or out of range.</exception>
    public static T5Config Load(string path)
    {
        try
        {
            var config = JsonSerializer.Deserialize<T5Config>(BoundedFile.ReadAllBytes(path, MaxFileBytes), Json)
                ?? throw new InvalidDataException($"{path} is empty.");
            config.Check();
            return config;
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            throw new InvalidDataException($"{path} is not the configuration of a T5 encoder: {e.Message}", e);
        }
    }

    /// <summary>Writes the configuration in the form that <see cref="Load"/> reads, atomically.</summary>
    /// <param name="path">The file.</param>
    public void Save(string path)
    {
        Check();
        AtomicFile.WriteText(path, JsonSerializer.Serialize(this, Json) + "\n");
    }

    /// <summary>Refuses what no encoder can be built from.</summary>
    /// <exception cref="ArgumentException">A size is out of range.</exception>
    public void Check()
    {
        CheckSize(VocabSize, 1, 1 << 24);
        CheckSize(DModel, 1, MaxSize);
        CheckSize(DKv, 1, MaxSize);
        CheckSize(DFf, 1, MaxSize);
        CheckSize(NumLayers, 1, 1000);
        CheckSize(NumHeads, 1, 1000);
        CheckSize(RelativeAttentionNumBuckets, 4, MaxSize);
        CheckSize(RelativeAttentionMaxDistance, 1, MaxSize);
        if (RelativeAttentionNumBuckets % 2 != 0)
            throw new ArgumentException($"{nameof(RelativeAttentionNumBuckets)} is {RelativeAttentionNumBuckets}; it must be even.");
        if (RelativeAttentionMaxDistance <= RelativeAttentionNumBuckets / 4)
            throw new ArgumentException(
                $"{nameof(RelativeAttentionMaxDistance)} is {RelativeAttentionMaxDistance}; it must exceed a quarter of the buckets.");
        if (!(LayerNormEpsilon is >= 0 and < 1))
            throw new ArgumentException($"{nameof(LayerNormEpsilon)} is {LayerNormEpsilon}.");
        if (!(double.IsFinite(InitializerFactor) && InitializerFactor >= 0))
            throw new ArgumentException($"{nameof(InitializerFactor)} is {InitializerFactor}.");
        if (FeedForwardProj is not ("relu" or "gated-gelu"))
            throw new ArgumentException($"{nameof(FeedForwardProj)} is '{FeedForwardProj}'; only 'relu' and 'gated-gelu' are known.");
    }

    private static void CheckSize(
        int value, int least, int most, [System.Runtime.CompilerServices.CallerArgumentExpression(nameof(value))] string name = "")
    {
        if (value < least || value > most)
            throw new ArgumentException($"{name} is {value:N0}; it must be {least:N0} to {most:N0}.");
    }
}
