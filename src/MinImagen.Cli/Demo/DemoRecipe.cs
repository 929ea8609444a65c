using MinImagen.Lib.Cascade;
using MinImagen.Lib.Training;
using MinImagen.Lib.Unets;

namespace MinImagen.Cli.Demo;

/// <summary>
/// The smallest cascade that learns eight pictures by heart in the time that a class waits: 12 × 12 pixels from noise and
/// words, then 24 × 24. Every number here was chosen by measuring on two cores.
/// </summary>
internal static class DemoRecipe
{
    /// <summary>What is learnt: eight pictures that nobody confuses, from eight corners of the sample.</summary>
    public static IReadOnlyList<string> Captions { get; } =
        ["red apple", "automobile", "frog", "panda", "evergreen tree", "rainbow", "blue heart", "honeybee"];

    /// <summary>The share of pictures that must be recognized as what was asked for: 15 of 16.</summary>
    public const double NeededShare = 15.0 / 16;

    /// <summary>The cascade.</summary>
    public static ImagenOptions Imagen { get; } = new()
    {
        ImageSizes = [12, 24],
        Timesteps = [50, 25],
        CondDropProb = 0.1,
        LowresSampleNoiseLevel = 0.1,
    };

    /// <summary>
    /// The base model decides what is seen, so it gets the parameters. The text is attended to at 3 × 3 only: with its
    /// 256 tokens that costs as much as all the convolutions already.
    /// </summary>
    public static UnetOptions Base { get; } = new()
    {
        Dim = 32,
        DimMults = [1, 2, 4],
        LayerAttns = false,
        LayerCrossAttns = false,
    };

    /// <summary>
    /// As wide as the base model, and not of the memory-efficient kind, which halves the picture before it looks at it:
    /// few channels cannot then tell the noise of so many pixels apart.
    /// </summary>
    public static UnetOptions Super { get; } = Base;

    /// <summary>Training of the base model: every picture in every batch, a high rate that falls, and averaged weights.</summary>
    public static TrainingOptions BaseTraining { get; } = new()
    {
        Steps = 750,
        BatchSize = 8,
        LearningRate = 2e-3,
        WarmupSteps = 50,
        Schedule = LearningRateSchedule.Cosine,
        MaxGradNorm = 1,
        EmaDecay = 0.99,
        CheckpointEvery = int.MaxValue,
        UnetNumbers = [1],
    };

    /// <summary>Training of the super-resolution model: 24 × 24 rather than 32 × 32 buys it twice the steps.</summary>
    public static TrainingOptions SuperTraining { get; } = BaseTraining with { Steps = 650, UnetNumbers = [2] };

    /// <summary>Guidance while sampling: what is drawn is decided by the base model, and much of it makes sharpening noisy.</summary>
    public static OneOrEach<double> CondScale { get; } = [2.5, 1.5];
}
