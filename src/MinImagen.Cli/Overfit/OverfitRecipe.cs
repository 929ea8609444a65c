using MinImagen.Lib.Cascade;
using MinImagen.Lib.Diffusion;
using MinImagen.Lib.Training;
using MinImagen.Lib.Unets;

namespace MinImagen.Cli.Overfit;

/// <summary>
/// The smallest model that learns one picture by heart while somebody watches. It has no use beyond that: a model that
/// cannot learn one picture learns no thousand either, which makes this the first thing to try when a training seems not
/// to work. Every number here was chosen by measuring.
/// </summary>
internal static class OverfitRecipe
{
    /// <summary>The PSNR that the worst sample must reach, in dB: no difference is seen at a glance.</summary>
    public const double NeededPsnr = 25;

    /// <summary>Samples that are scored, each from noise of its own.</summary>
    public const int Samples = 4;

    /// <summary>Rows of the film, with the one of before the first step: enough to see it come.</summary>
    public const int Frames = 6;

    /// <summary>How the film is drawn: few steps, since it shows the way and is not scored.</summary>
    public static SampleOptions Film { get; } = new() { Sampler = Samplers.Parse("ddpm", [25]) };

    /// <summary>Four levels: the deepest sees the whole picture, and costs least.</summary>
    public static UnetOptions Unet { get; } = new()
    {
        Dim = 16,
        DimMults = [1, 2, 2, 4],
        LayerAttns = false,
        LayerCrossAttns = false,
    };

    /// <summary>The base model alone: one picture needs no super-resolution.</summary>
    /// <param name="side">The side of the picture, a multiple of the U-Net's divisor.</param>
    public static ImagenOptions Imagen(int side) => new() { ImageSizes = side, Timesteps = 100 };

    /// <summary>A batch holds the same picture at eight timesteps.</summary>
    public static TrainingOptions Training { get; } = new()
    {
        Steps = 650,
        BatchSize = 8,
        LearningRate = 3e-3,
        WarmupSteps = 20,
        Schedule = LearningRateSchedule.Cosine,
        MaxGradNorm = 1,
        EmaDecay = 0.98,
        CheckpointEvery = int.MaxValue,
    };
}
