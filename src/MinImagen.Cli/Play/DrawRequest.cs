using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using MinImagen.Lib.Generation;

namespace MinImagen.Cli.Play;

/// <summary>What a page asks for: a caption and every setting, lists with one a U-Net.</summary>
internal sealed record DrawRequest
{
    /// <summary>How requests and answers are written.</summary>
    public static JsonSerializerOptions Format { get; } = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.Strict,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        MaxDepth = 4,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
    };

    /// <summary>The caption, from 1 to <see cref="PlayLimits.CaptionLength"/> characters.</summary>
    public required string Caption { get; init; }

    /// <summary>The seed, from 0.</summary>
    public required int Seed { get; init; }

    /// <summary>Samplers, by the names that <see cref="PlayWorld.Samplers"/> has.</summary>
    public required string[] Samplers { get; init; }

    /// <summary>Steps, from 1 to the U-Net's timesteps.</summary>
    public required int[] Steps { get; init; }

    /// <summary>Guidance, from 0 to <see cref="PlayLimits.Guidance"/>; 1 where the model cannot be guided.</summary>
    public required double[] Guidance { get; init; }

    /// <summary>What keeps predictions in range.</summary>
    public required ThresholdingKind Thresholding { get; init; }

    /// <summary>Of dynamic thresholding, from 0 to 1.</summary>
    public required double Percentile { get; init; }

    /// <summary>How much noise the small picture gets before it is enlarged, from 0 to 1.</summary>
    public required double LowresNoise { get; init; }

    /// <summary>Says in a sentence what is wrong with the request.</summary>
    /// <param name="world">What the model can do.</param>
    /// <returns>The sentence; null where nothing is.</returns>
    public string? Problem(PlayWorld world)
    {
        var unets = world.Sides.Count;
        return string.IsNullOrWhiteSpace(Caption) ? "The caption is empty: say what to draw."
            : Caption.Length > PlayLimits.CaptionLength ? $"The caption has {Caption.Length} characters, and may have {PlayLimits.CaptionLength}."
            : Caption.EnumerateRunes().Any(rune => Rune.IsControl(rune) || rune == Rune.ReplacementChar) ? "The caption has characters that are no text."
            : Seed < 0 ? "The seed is a whole number from 0."
            : new[] { Samplers.Length, Steps.Length, Guidance.Length }.Any(count => count != unets) ? $"This model has {unets} U-Nets: give as many samplers, steps and guidances."
            : Samplers.Except(world.Samplers).Any() ? $"The samplers are {string.Join(", ", world.Samplers)}."
            : Steps.Where((count, unet) => count < 1 || count > world.Timesteps[unet]).Any() ? $"Steps go from 1 to {string.Join(" and ", world.Timesteps.Distinct())}."
            : Guidance.Any(weight => weight is not (>= 0 and <= PlayLimits.Guidance)) ? $"Guidance goes from 0 to {PlayLimits.Guidance}."
            : !world.CanBeGuided && Guidance.Any(weight => weight != 1) ? "This model always saw its captions in training, so it cannot be guided: guidance is 1."
            : Percentile is not (>= 0 and <= 1) ? "The percentile goes from 0 to 1."
            : LowresNoise is not (>= 0 and <= 1) ? "The low-res noise level goes from 0 to 1."
            : null;
    }

    /// <summary>The settings as the program knows them.</summary>
    /// <param name="world">The model, whose own spacing of steps goes with its own samplers.</param>
    public SamplingSettings ToSettings(PlayWorld world) => new()
    {
        Sampler = string.Join(',', Samplers),
        Steps = Steps,
        Spacing = Samplers.SequenceEqual(world.Defaults.Samplers) ? world.Spacing : null,
        Guidance = Guidance,
        Thresholding = Thresholding,
        Percentile = Percentile,
        LowresNoiseLevel = LowresNoise,
    };
}
