using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using MinImagen.Lib.Cascade;
using MinImagen.Lib.Diffusion;
using MinImagen.Lib.Files;
using MinImagen.Lib.Unets;

namespace MinImagen.Lib.Generation;

/// <summary>
/// How pictures are sampled, in words: what the command line is told, and what <c>sampling.json</c> in a checkpoint's folder
/// says of the settings that a measured sweep found best for it. That file is one flat object of these names in snake_case;
/// comments are allowed, and what it leaves out is as here:
/// <code>{ "sampler": "dpmpp", "steps": 20, "guidance": [3, 1.5], "thresholding": "dynamic", "percentile": 0.95 }</code>
/// </summary>
public sealed record SamplingSettings
{
    /// <summary>The file's name in a checkpoint's folder.</summary>
    public const string FileName = "sampling.json";

    private const int MaxBytes = 1 << 16;

    private static readonly JsonSerializerOptions Format = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
    };

    /// <summary>What the original does: every timestep, no guidance, dynamic thresholding.</summary>
    public static SamplingSettings Original { get; } = new() { Sampler = "ddpm", Steps = null, Guidance = 1 };

    /// <summary>The sampler, or one a U-Net between commas, see <see cref="Samplers"/>.</summary>
    public string Sampler { get; init; } = "dpmpp";

    /// <summary>How many steps it takes, for all U-Nets or for each; every timestep of the model when null.</summary>
    public OneOrEach<int>? Steps { get; init; } = 20;

    /// <summary>Which steps these are; those that the sampler was made for when null.</summary>
    public StepSpacing? Spacing { get; init; }

    /// <summary>Guidance, for all U-Nets or for each, see <see cref="SampleOptions.CondScale"/>.</summary>
    public OneOrEach<double> Guidance { get; init; } = 3;

    /// <summary>What keeps predictions in range.</summary>
    public ThresholdingKind Thresholding { get; init; } = ThresholdingKind.Dynamic;

    /// <summary>The percentile of dynamic thresholding, from 0 to 1; the model's own when null.</summary>
    public double? Percentile { get; init; }

    /// <summary>How much noise a super-resolution model's small picture gets, from 0 to 1; the model's own when null.</summary>
    public double? LowresNoiseLevel { get; init; }

    /// <summary>Reads the settings of a checkpoint.</summary>
    /// <param name="checkpoint">Its folder.</param>
    /// <returns>The settings; null where it has none.</returns>
    /// <exception cref="InvalidDataException">The file is damaged, or a setting is impossible; the message names it.</exception>
    public static SamplingSettings? Find(string checkpoint)
    {
        var path = Path.Combine(checkpoint, FileName);
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            var settings = JsonSerializer.Deserialize<SamplingSettings>(BoundedFile.ReadAllBytes(path, MaxBytes), Format)
                ?? throw new FormatException("it is null");
            settings.ToSampleOptions();
            return settings;
        }
        catch (Exception wrong) when (wrong is JsonException or FormatException or ArgumentException)
        {
            throw new InvalidDataException($"{path}: not the settings of a sampler: {wrong.Message}", wrong);
        }
    }

    /// <summary>The settings as the text of such a file.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Format) + "\n";

    /// <summary>The settings as the model takes them.</summary>
    /// <param name="seed">Seeds the draws; LibTorch's own generator when null.</param>
    /// <exception cref="FormatException">There is no such sampler, or a number lies outside its range.</exception>
    public SampleOptions ToSampleOptions(long? seed = null)
    {
        foreach (var (name, share) in new[] { ("percentile", Percentile), ("lowres_noise_level", LowresNoiseLevel) })
        {
            if (share is not (null or (>= 0 and <= 1)))
            {
                throw new FormatException($"{name} is {share}, and must be between 0 and 1");
            }
        }

        if (Steps?.Any(count => count < 1) == true)
        {
            throw new FormatException($"steps are {Steps}, and must be at least 1");
        }

        return new SampleOptions
        {
            CondScale = Guidance,
            LowresSampleNoiseLevel = LowresNoiseLevel,
            Thresholding = Thresholding switch
            {
                ThresholdingKind.None => Diffusion.Thresholding.None,
                ThresholdingKind.Static => Diffusion.Thresholding.Static,
                _ => Percentile is { } share ? Diffusion.Thresholding.Dynamic(share) : null,
            },
            Sampler = Samplers.Parse(Sampler, Steps, Spacing),
            Seed = seed,
        };
    }

    /// <summary>The settings in a line: "dpmpp, 20 steps, guidance 3, dynamic thresholding at 0.95".</summary>
    public override string ToString() => string.Join(", ", Words());

    private IEnumerable<string> Words()
    {
        static string Numbers<T>(OneOrEach<T> values)
            where T : IFormattable => string.Join("/", values.Select(value => value.ToString(null, CultureInfo.InvariantCulture)));

        yield return Sampler.Replace(',', '/');
        yield return Steps is { } steps ? $"{Numbers(steps)} steps" : "all steps";
        if (Spacing is { } spacing)
        {
            yield return spacing == StepSpacing.Time ? "even in time" : "even in log SNR";
        }

        yield return $"guidance {Numbers(Guidance)}";
        yield return $"{Thresholding.ToString().ToLowerInvariant()} thresholding"
            + (Percentile is { } share ? string.Create(CultureInfo.InvariantCulture, $" at {share}") : "");
        if (LowresNoiseLevel is { } level)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"low-res noise {level}");
        }
    }
}
