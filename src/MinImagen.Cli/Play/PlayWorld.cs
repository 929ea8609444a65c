using System.Text.Json.Serialization;
using MinImagen.Lib.Cascade;
using MinImagen.Lib.Data;
using MinImagen.Lib.Data.Shapes;
using MinImagen.Lib.Diffusion;
using MinImagen.Lib.Generation;
using MinImagen.Lib.Unets;

namespace MinImagen.Cli.Play;

/// <summary>What a page must know of the model: its sizes, its usual settings, captions that it understands.</summary>
internal sealed record PlayWorld
{
    private static readonly string[] ShapesExamples =
    [
        "a big red circle above a small blue square",
        "a small yellow star left of a big purple heart",
        "a big green triangle",
        "a small pink heart below a big black cross",
        "a big orange star",
        "a small blue circle right of a small red cross",
    ];

    private static readonly string[] EmojiExamples =
        ["red apple", "blue heart", "sunflower", "cat face", "hamburger", "rainbow", "rocket", "snowman"];

    /// <summary>The model's name: its folder's.</summary>
    public required string Name { get; init; }

    /// <summary>The side of each U-Net's pictures.</summary>
    public required IReadOnlyList<int> Sides { get; init; }

    /// <summary>The most steps that each U-Net can take.</summary>
    public required IReadOnlyList<int> Timesteps { get; init; }

    /// <summary>Whether guidance can be other than 1.</summary>
    public required bool CanBeGuided { get; init; }

    /// <summary>The samplers by name.</summary>
    public required IReadOnlyList<string> Samplers { get; init; }

    /// <summary>What the page begins with.</summary>
    public required DrawRequest Defaults { get; init; }

    /// <summary>Captions to try.</summary>
    public required IReadOnlyList<string> Examples { get; init; }

    /// <summary>The most guidance.</summary>
    public double MostGuidance => PlayLimits.Guidance;

    /// <summary>The longest caption.</summary>
    public int CaptionLength => PlayLimits.CaptionLength;

    /// <summary>How far the histogram reaches on both sides of 0.</summary>
    public double HistogramReach => PredictionHistogram.Reach;

    /// <summary>Which steps the model's own samplers take.</summary>
    [JsonIgnore]
    public StepSpacing? Spacing { get; init; }

    /// <summary>The data that it learned from, by the name of <see cref="DataSources"/>; null where that is not known.</summary>
    [JsonIgnore]
    public string? Data { get; init; }

    /// <summary>Describes a model.</summary>
    /// <param name="imagen">The model.</param>
    /// <param name="name">What it is called.</param>
    /// <param name="data">What it learned from, by name; null where that is not known.</param>
    /// <param name="settings">Its usual settings.</param>
    /// <exception cref="ArgumentException">The settings do not fit the model.</exception>
    public static PlayWorld Of(Imagen imagen, string name, string? data, SamplingSettings settings)
    {
        int[] timesteps = [.. imagen.Schedules.Select(schedule => schedule.Timesteps)];
        string[] samplers = settings.Sampler.Split(',', StringSplitOptions.TrimEntries);
        var examples = ExamplesOf(data);
        var canBeGuided = imagen.Options.CondDropProb > 0;
        return new PlayWorld
        {
            Name = name,
            Data = data,
            Sides = [.. imagen.Options.ImageSizes],
            Timesteps = timesteps,
            CanBeGuided = canBeGuided,
            Samplers = [.. Lib.Diffusion.Samplers.Names.Union(samplers)],
            Spacing = settings.Spacing,
            Examples = examples,
            Defaults = new DrawRequest
            {
                Caption = examples.FirstOrDefault() ?? "",
                Seed = 1,
                Samplers = [.. (samplers.Length == 1 ? OneOrEach.All(samplers[0]) : samplers).For(timesteps.Length, "sampler")],
                Steps = settings.Steps is { } steps ? [.. steps.For(timesteps.Length, "steps").Zip(timesteps, Math.Min)] : timesteps,
                Guidance = [.. settings.Guidance.For(timesteps.Length, "guidance").Select(weight => canBeGuided ? weight : 1)],
                Thresholding = settings.Thresholding,
                Percentile = settings.Percentile ?? imagen.Options.DynamicThresholdingPercentile,
                LowresNoise = settings.LowresNoiseLevel ?? imagen.Options.LowresSampleNoiseLevel,
            },
        };
    }

    /// <summary>A friendly word for somebody whose caption the model was not made for.</summary>
    /// <param name="caption">The caption.</param>
    /// <returns>The word; null where there is none to say.</returns>
    public string? WordAbout(string caption) =>
        IsShapes(Data) && SceneGrammar.Explain(caption) is { } reason ? $"{reason} {SceneGrammar.Description}" : null;

    private static bool IsShapes(string? data) => data is DataSources.ShapesName or DataSources.HeldOutShapesName;

    private static string[] ExamplesOf(string? data) =>
        IsShapes(data) ? ShapesExamples
        : data is DataSources.EmojiName or DataSources.EmojiSampleName ? EmojiExamples
        : [];
}
