using MinImagen.Lib.Data;
using MinImagen.Lib.Tensors;

namespace MinImagen.Lib.Training;

/// <summary>How a cascade is trained. The defaults are the original's where it has them.</summary>
public sealed record TrainingOptions
{
    /// <summary>Optimizer steps to take, each on <see cref="BatchSize"/> × <see cref="AccumulationSteps"/> pictures.</summary>
    public required int Steps { get; init; }

    /// <summary>Pictures a batch.</summary>
    public int BatchSize { get; init; } = 2;

    /// <summary>Batches whose gradients are averaged before a step: the memory of one batch, the step of many.</summary>
    public int AccumulationSteps { get; init; } = 1;

    /// <summary>Adam's learning rate after the warm-up.</summary>
    public double LearningRate { get; init; } = 1e-4;

    /// <summary>Steps in which the learning rate rises from 0; 0 for none.</summary>
    public int WarmupSteps { get; init; }

    /// <summary>What the learning rate does over all the steps.</summary>
    public LearningRateSchedule Schedule { get; init; } = LearningRateSchedule.Constant;

    /// <summary>The norm that a U-Net's gradient is cut to.</summary>
    public double MaxGradNorm { get; init; } = 50;

    /// <summary>
    /// Decay a step of the moving average of the weights, from 0 to 1, that is validated, saved and sampled in place of
    /// the weights themselves; null for none.
    /// </summary>
    public double? EmaDecay { get; init; }

    /// <summary>
    /// What losses and gradients are computed with. In bfloat16 the weights themselves, Adam, the moving average and
    /// validation keep float32 (see <see cref="MasterWeights"/>).
    /// </summary>
    public Precision Precision { get; init; } = Precision.Float32;

    /// <summary>Who prepares the batches, and whether pictures are mirrored. Workers change nothing in what is learnt.</summary>
    public BatchLoaderOptions Loading { get; init; } = new();

    /// <summary>Tokens that a caption is cut to.</summary>
    public int MaxWords { get; init; } = 64;

    /// <summary>Steps between two validations with a checkpoint; the last step always has one.</summary>
    public int CheckpointEvery { get; init; } = 500;

    /// <summary>Minutes after which there is a checkpoint even between those steps, without a validation; null for never.</summary>
    public double? CheckpointMinutes { get; init; }

    /// <summary>Pictures to draw at intervals, so that learning can be watched; null for none.</summary>
    public TrainingSamples? Samples { get; init; }

    /// <summary>
    /// A batch whose loss or gradient is no number is skipped. After so many in a row the training has diverged, and stops.
    /// </summary>
    public int MaxSkippedInARow { get; init; } = 10;

    /// <summary>The most pictures to validate on; null for all.</summary>
    public int? ValidationImages { get; init; }

    /// <summary>The U-Nets to train, counted from 1, each on every batch; null for all.</summary>
    public IReadOnlyList<int>? UnetNumbers { get; init; }

    /// <summary>Decides the order of the pictures and every random draw.</summary>
    public long Seed { get; init; }

    /// <summary>The learning rate of a step.</summary>
    /// <param name="step">Steps taken before it, from 0.</param>
    public double LearningRateAt(long step)
    {
        // η_s = η · min(1, (s + 1) / W) · ½ (1 + cos(π s / S))
        var warmup = Math.Min(1, (step + 1.0) / Math.Max(1, WarmupSteps));
        var decay = Schedule == LearningRateSchedule.Cosine ? 0.5 * (1 + Math.Cos(Math.PI * step / Steps)) : 1;
        return LearningRate * warmup * decay;
    }

    /// <summary>Throws where an option makes no sense.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Names the option and its range.</exception>
    public void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Steps, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(BatchSize, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(AccumulationSteps, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(CheckpointEvery, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxWords, 1);
        Loading.Validate();
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxSkippedInARow, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(ValidationImages ?? 1, 1, nameof(ValidationImages));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(CheckpointMinutes ?? 1, nameof(CheckpointMinutes));
        ArgumentOutOfRangeException.ThrowIfLessThan(Samples?.Every ?? 1, 1, nameof(TrainingSamples.Every));
        ArgumentOutOfRangeException.ThrowIfNegative(WarmupSteps);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(LearningRate);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxGradNorm);
        if (EmaDecay is not (null or (>= 0 and < 1)))
        {
            throw new ArgumentOutOfRangeException(nameof(EmaDecay), EmaDecay, "The decay of the weights' average must be at least 0 and below 1.");
        }
    }
}
