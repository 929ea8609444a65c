using System.Text.Json;
using MinImagen.Lib.Diffusion;
using static TorchSharp.torch;

namespace MinImagen.Lib.Cascade;

/// <summary>What options say about the diffusion, as the things that do it.</summary>
/// <param name="Schedule">From T to β.</param>
/// <param name="Objective">What the U-Nets say.</param>
/// <param name="Weighting">How much each timestep counts.</param>
internal sealed record DiffusionRecipe(Func<int, Tensor> Schedule, Objective Objective, ILossWeighting Weighting)
{
    private const string ObjectiveKey = "objective";
    private const string ScheduleKey = "noise_schedule";

    /// <summary>The recipe of a cascade.</summary>
    public static DiffusionRecipe Of(ImagenOptions options) => new(
        options.NoiseSchedule switch
        {
            NoiseScheduleType.Linear => VarianceSchedule.Linear,
            NoiseScheduleType.Cosine => VarianceSchedule.Cosine,
            var other => throw new ArgumentException($"There is no noise schedule {other}."),
        },
        options.Objective switch
        {
            ObjectiveType.Noise => Objective.Noise,
            ObjectiveType.XStart => Objective.XStart,
            ObjectiveType.V => Objective.V,
            var other => throw new ArgumentException($"There is no objective {other}."),
        },
        options.MinSnrGamma is { } gamma ? new MinSnrWeighting(gamma) : new EvenWeighting());

    /// <summary>What a file of weights has to say, so that they are never used under another recipe.</summary>
    public static IReadOnlyDictionary<string, string> Metadata(ImagenOptions options) => new Dictionary<string, string>
    {
        [ObjectiveKey] = Name(options.Objective),
        [ScheduleKey] = Name(options.NoiseSchedule),
    };

    /// <summary>Refuses weights of another recipe; a file that says nothing is the original's.</summary>
    public static void Check(ImagenOptions options, IReadOnlyDictionary<string, string> metadata, string path)
    {
        var trained = Metadata(new ImagenOptions { ImageSizes = options.ImageSizes }).Select(
            said => (said.Key, Value: metadata.GetValueOrDefault(said.Key, said.Value)));
        var wrong = trained.Zip(Metadata(options), (found, wanted) => (found.Key, Found: found.Value, Wanted: wanted.Value))
            .Where(item => item.Found != item.Wanted)
            .ToArray();
        if (wrong.Length > 0)
        {
            throw new InvalidDataException(
                $"{path}: weights of another kind of model: {string.Join("; ", wrong.Select(item => $"they were trained with {item.Key} '{item.Found}', and the parameters say '{item.Wanted}'"))}. Give the model the parameters that it was trained with.");
        }
    }

    private static string Name<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
