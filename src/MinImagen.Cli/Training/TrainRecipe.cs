using System.Text.Json.Nodes;
using MinImagen.Lib.Cascade;
using MinImagen.Lib.Data;
using MinImagen.Lib.Tensors;
using MinImagen.Lib.Text;
using MinImagen.Lib.Training;
using MinImagen.Lib.Unets;

namespace MinImagen.Cli.Training;

/// <summary>
/// Everything that `minimagen train` can be told, as one flat object: its options by their names, and the parameters of the
/// model by the original's. What is null is as the model's parameters say.
/// </summary>
internal sealed record TrainRecipe
{
    /// <summary>The data set, see <see cref="DataSources"/>.</summary>
    public string Data { get; init; } = DataSources.EmojiSampleName;

    /// <summary>Threads that prepare batches.</summary>
    public int NumWorkers { get; init; }

    /// <summary>Pictures a batch.</summary>
    public int BatchSize { get; init; } = 8;

    /// <summary>Tokens that a caption is cut to.</summary>
    public int MaxNumWords { get; init; } = 64;

    /// <summary>The side of the pictures; the base model's are half of it.</summary>
    public int? ImgSideLen { get; init; }

    /// <summary>The sides of the U-Nets' pictures, from the base model up.</summary>
    public int[]? ImageSizes { get; init; }

    /// <summary>Times that every picture is seen.</summary>
    public int Epochs { get; init; } = 5;

    /// <summary>Optimizer steps; wins over the epochs.</summary>
    public int? Steps { get; init; }

    /// <summary>The text encoder.</summary>
    public string? T5Name { get; init; }

    /// <summary>The share of pictures to learn from, where the data set does not say itself; the others are validated on.</summary>
    public double TrainValidFrac { get; init; } = 0.9;

    /// <summary>The most pictures of the data set; all when null.</summary>
    public int? Limit { get; init; }

    /// <summary>Whether half of the pictures are mirrored, where their captions allow it.</summary>
    public bool Flip { get; init; }

    /// <summary>Steps of the diffusion process, for all U-Nets or for each.</summary>
    public OneOrEach<int>? Timesteps { get; init; }

    /// <summary>Adam's learning rate.</summary>
    public double OptimLr { get; init; } = 1e-3;

    /// <summary>Batches a step.</summary>
    public int AccumIter { get; init; } = 1;

    /// <summary>Steps between two validations with a checkpoint.</summary>
    public int ChckptNum { get; init; } = 500;

    /// <summary>Minutes after which there is a checkpoint at the latest.</summary>
    public double? CheckpointMinutes { get; init; } = 10;

    /// <summary>The most pictures to validate on.</summary>
    public int? ValidNum { get; init; }

    /// <summary>Decides weights, order and noise.</summary>
    public long Seed { get; init; }

    /// <summary>The U-Nets to train, counted from 1; all when null.</summary>
    public int[]? Unets { get; init; }

    /// <summary>The share of captions dropped.</summary>
    public double? CondDropProb { get; init; }

    /// <summary>What is minimized.</summary>
    public LossType? Loss { get; init; }

    /// <summary>How fast an image drowns in noise.</summary>
    public NoiseScheduleType? Schedule { get; init; }

    /// <summary>What the U-Nets are trained to say.</summary>
    public ObjectiveType? Objective { get; init; }

    /// <summary>The bound of min-SNR weighting.</summary>
    public double? MinSnr { get; init; }

    /// <summary>Decay of the moving average of the weights; none when null.</summary>
    public double? Ema { get; init; }

    /// <summary>What the learning rate does over the steps.</summary>
    public LearningRateSchedule LrSchedule { get; init; } = LearningRateSchedule.Constant;

    /// <summary>Steps in which the learning rate rises.</summary>
    public int Warmup { get; init; }

    /// <summary>The norm that a U-Net's gradient is cut to.</summary>
    public double GradClip { get; init; } = 50;

    /// <summary>What losses and gradients are computed with.</summary>
    public Precision Precision { get; init; } = Precision.Float32;

    /// <summary>Where the model computes.</summary>
    public string Device { get; init; } = "cpu";

    /// <summary>Steps between two drawings of samples; 0 for none.</summary>
    public int SampleEvery { get; init; }

    /// <summary>What is drawn; captions of the data set when null.</summary>
    public string[]? SampleCaptions { get; init; }

    /// <summary>The sampler of the samples, see <see cref="Lib.Diffusion.Samplers"/>.</summary>
    public string Sampler { get; init; } = "dpmpp";

    /// <summary>Its steps; those of the process when null.</summary>
    public OneOrEach<int>? SampleSteps { get; init; } = 20;

    /// <summary>The guidance of the samples, for all U-Nets or for each.</summary>
    public OneOrEach<double> Guidance { get; init; } = 1;

    /// <summary>The factor of the null tokens of a fresh model, see <see cref="NullTokens"/>.</summary>
    public double NullTokenScale { get; init; } = NullTokens.QuietScale;

    /// <summary>Channels of new U-Nets at their highest resolution.</summary>
    public int Dim { get; init; } = 32;

    /// <summary>The channels of each level of new U-Nets, in multiples of <see cref="Dim"/>.</summary>
    public int[] DimMults { get; init; } = [1, 2, 4];

    /// <summary>The parameters of the U-Nets, from the base model up, as in unet_&lt;i&gt;_params_….json; null for new ones.</summary>
    public JsonObject[]? UnetParameters { get; init; }

    /// <summary>The parameters of the cascade, as in imagen_params_….json; null for new ones.</summary>
    public JsonObject? ImagenParameters { get; init; }

    /// <summary>Where the training began, if with the weights of another one: for the record.</summary>
    public string? RestartDirectory { get; init; }

    /// <summary>How the cascade trains and samples.</summary>
    /// <exception cref="FormatException">The parameters have a key or a value that does not fit.</exception>
    public ImagenOptions DescribeImagen()
    {
        var said = ImagenParameters is { } parameters
            ? ImagenOptions.FromJson(parameters.ToJsonString())
            : new ImagenOptions { ImageSizes = [16, 32], Timesteps = 250, TextEncoderName = TextEncoders.Default };
        return said with
        {
            ImageSizes = ImageSizes ?? (ImgSideLen is { } side ? [side / 2, side] : said.ImageSizes),
            Timesteps = Timesteps ?? said.Timesteps,
            TextEncoderName = T5Name ?? said.TextEncoderName,
            CondDropProb = CondDropProb ?? said.CondDropProb,
            LossType = Loss ?? said.LossType,
            NoiseSchedule = Schedule ?? said.NoiseSchedule,
            Objective = Objective ?? said.Objective,
            MinSnrGamma = MinSnr ?? said.MinSnrGamma,
        };
    }

    /// <summary>How the U-Nets are built.</summary>
    /// <exception cref="FormatException">The parameters have a key or a value that does not fit.</exception>
    public IReadOnlyList<UnetOptions> DescribeUnets()
    {
        if (UnetParameters is { } parameters)
        {
            return [.. parameters.Select(unet => UnetOptions.FromJson(unet.ToJsonString()))];
        }
        var unet = new UnetOptions { Dim = Dim, DimMults = DimMults, LayerAttns = false, LayerCrossAttns = false };
        return [.. DescribeImagen().ImageSizes.Select((_, index) => unet with { MemoryEfficient = index > 0 })];
    }

    /// <summary>The same recipe with the model's parameters spelled out, so that it means the same wherever it is read.</summary>
    /// <param name="imagen">The model.</param>
    public TrainRecipe SpellOut(Imagen imagen) => this with
    {
        ImgSideLen = null,
        ImageSizes = null,
        T5Name = null,
        Timesteps = null,
        CondDropProb = null,
        Loss = null,
        Schedule = null,
        Objective = null,
        MinSnr = null,
        ImagenParameters = JsonNode.Parse(imagen.Options.ToJson())!.AsObject(),
        UnetParameters = [.. imagen.Unets.Select(unet => JsonNode.Parse(unet.Options.ToJson())!.AsObject())],
    };

    /// <summary>How to train on so many pictures.</summary>
    /// <param name="pictures">The pictures to learn from.</param>
    /// <param name="samples">What to draw while learning; null for nothing.</param>
    public TrainingOptions DescribeTraining(int pictures, TrainingSamples? samples)
    {
        var perStep = Math.Max(1, (long)BatchSize * AccumIter);
        var epochSteps = Math.Min(((long)Epochs * pictures + perStep - 1) / perStep, int.MaxValue);
        return new TrainingOptions
        {
            Steps = Steps ?? (int)epochSteps,
            BatchSize = BatchSize,
            AccumulationSteps = AccumIter,
            LearningRate = OptimLr,
            WarmupSteps = Warmup,
            Schedule = LrSchedule,
            MaxGradNorm = GradClip,
            EmaDecay = Ema,
            Precision = Precision,
            MaxWords = MaxNumWords,
            CheckpointEvery = ChckptNum,
            CheckpointMinutes = CheckpointMinutes,
            ValidationImages = ValidNum,
            UnetNumbers = Unets,
            Seed = Seed,
            Samples = samples,
            Loading = new BatchLoaderOptions { Workers = NumWorkers, FlipHorizontally = Flip },
        };
    }
}
