using System.Text.Json.Serialization;
using MinImagen.Lib.Text;
using MinImagen.Lib.Unets;

namespace MinImagen.Lib.Cascade;

/// <summary>Everything that says how an <see cref="Imagen"/> trains and samples, with the original's defaults.</summary>
public sealed record ImagenOptions
{
    /// <summary>The side length of each U-Net's pictures, in the order of the cascade; one number for a single U-Net.</summary>
    public required OneOrEach<int> ImageSizes { get; init; }

    /// <summary>The name of the text encoder.</summary>
    public string TextEncoderName { get; init; } = TextEncoders.Default;

    /// <summary>The width of its embeddings; that of <see cref="TextEncoderName"/> when null.</summary>
    public int? TextEmbedDim { get; init; }

    /// <summary>Channels of the pictures.</summary>
    public int Channels { get; init; } = 3;

    /// <summary>
    /// Steps of the diffusion process, for all U-Nets or for each. A super-resolution model's low-resolution picture is
    /// noised on the same schedule as its own.
    /// </summary>
    public OneOrEach<int> Timesteps { get; init; } = 1000;

    /// <summary>
    /// The share of captions dropped in training, from 0 to 1. With 0 the model never learns to do without, and sampling
    /// cannot be guided.
    /// </summary>
    public double CondDropProb { get; init; } = 0.1;

    /// <summary>What training minimizes.</summary>
    public LossType LossType { get; init; } = LossType.L2;

    /// <summary>How much noise the low-resolution picture gets while sampling, from 0 to 1.</summary>
    public double LowresSampleNoiseLevel { get; init; } = 0.2;

    /// <summary>Whether pictures lie in [0, 1] and are normalized; otherwise they lie in [−1, 1] and are taken as they are.</summary>
    public bool AutoNormalizeImg { get; init; } = true;

    /// <summary>The percentile of dynamic thresholding, from 0 to 1.</summary>
    public double DynamicThresholdingPercentile { get; init; } = 0.9;

    /// <summary>The number, from 1, of the only U-Net that may be trained; null for all.</summary>
    public int? OnlyTrainUnetNumber { get; init; }

    /// <summary>
    /// Whether training draws a low-resolution noise level for each picture, as in the paper on cascades (Ho et al. 2021),
    /// rather than one for the whole batch as the original does.
    /// </summary>
    // Written only where it says something: the original does not know the name.
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool LowresNoisePerImage { get; init; }

    /// <summary>
    /// Whether to compute as the original where it is known to be wrong: it noises the low-resolution picture twice as
    /// much in sampling as in training, and does not clip the pictures that it resizes for training.
    /// </summary>
    // As above.
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool OriginalNumerics { get; init; }

    /// <summary>How fast the images drown in noise.</summary>
    // As above.
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public NoiseScheduleType NoiseSchedule { get; init; }

    /// <summary>What the U-Nets are trained to say about a noised image.</summary>
    // As above.
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public ObjectiveType Objective { get; init; }

    /// <summary>
    /// The bound γ of min-SNR loss weighting, such as 5 (<see cref="Diffusion.MinSnrWeighting"/>); null to weigh all
    /// timesteps the same. Only with <see cref="LossType.L2"/>, whose squares it weighs.
    /// </summary>
    // As above.
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double? MinSnrGamma { get; init; }

    /// <summary>Reads options from the JSON of an <c>imagen_params_….json</c>; what is not mentioned keeps its default.</summary>
    /// <param name="json">The JSON.</param>
    /// <returns>The options.</returns>
    /// <exception cref="FormatException">It is no such JSON, or has a key or a value that does not fit.</exception>
    public static ImagenOptions FromJson(string json) => ParameterFile.Read<ImagenOptions>(json);

    /// <summary>Writes every option as JSON with the original's keys.</summary>
    /// <returns>The JSON.</returns>
    public string ToJson() => ParameterFile.Write(this);

    /// <summary>Checks that a cascade of so many U-Nets can be made.</summary>
    /// <param name="unetCount">The number of U-Nets.</param>
    /// <exception cref="ArgumentException">It cannot; the message names the option and the numbers.</exception>
    public void Validate(int unetCount)
    {
        Require(unetCount > 0, "it has no U-Net");
        Require(
            ImageSizes.Count == unetCount,
            $"image_sizes {ImageSizes} must name one side length a U-Net, and there are {unetCount}");
        Require(ImageSizes.All(size => size > 0), $"image_sizes must be positive, got {ImageSizes}");
        Require(Channels > 0, $"channels must be positive, got {Channels}");
        Require(TextEmbedDim is null or > 0, $"text_embed_dim must be positive, got {TextEmbedDim}");
        Require(CondDropProb is >= 0 and <= 1, $"cond_drop_prob must lie in [0, 1], got {CondDropProb}");
        Require(
            LowresSampleNoiseLevel is >= 0 and <= 1,
            $"lowres_sample_noise_level must lie in [0, 1], got {LowresSampleNoiseLevel}");
        Require(
            DynamicThresholdingPercentile is >= 0 and <= 1,
            $"dynamic_thresholding_percentile must lie in [0, 1], got {DynamicThresholdingPercentile}");
        Require(
            OnlyTrainUnetNumber is not { } number || (number >= 1 && number <= unetCount),
            $"only_train_unet_number must lie in 1 … {unetCount}, got {OnlyTrainUnetNumber}");
        Require(MinSnrGamma is null or (> 0 and < double.PositiveInfinity), $"min_snr_gamma must be positive, got {MinSnrGamma}");
        Require(
            MinSnrGamma is null || LossType == LossType.L2,
            "min_snr_gamma weighs squared errors: it needs the loss_type l2");
        Timesteps.For(unetCount, "timesteps");
    }

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new ArgumentException($"This cascade cannot be made: {otherwise}.");
        }
    }
}
