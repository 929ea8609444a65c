using MinImagen.Lib.Data;
using static TorchSharp.torch;

namespace MinImagen.Lib.Training;

// What is looked at and written down between the steps. None of it changes what training draws next.
public sealed partial class Trainer
{
    /// <summary>Validation draws the same times and noise every time, so that two validations can be compared.</summary>
    private const long ValidationSeed = 0x5EED;

    /// <summary>
    /// The mean loss on the validation pictures by U-Net number, with the weights that would be sampled: in evaluation
    /// mode, without graphs, with the same times and noise every time. What training draws next is not changed.
    /// </summary>
    /// <exception cref="InvalidOperationException">There are no validation pictures.</exception>
    public IReadOnlyDictionary<int, double> Validate()
    {
        if (validation is null)
        {
            throw new InvalidOperationException("This training has no validation pictures.");
        }

        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var rngState = get_rng_state();
        imagen.eval();
        try
        {
            return unets.ToDictionary(unet => unet.Number, unet => unet.WithSampledWeights(() => MeanValidationLoss(validation, unet.Number)));
        }
        finally
        {
            imagen.train();
            set_rng_state(rngState);
        }
    }

    /// <summary>
    /// Draws the samples that the options ask for, with the weights that are to be sampled, up to the last U-Net that is
    /// trained: the ones above it have nothing to show.
    /// </summary>
    /// <param name="cancellation">Stops between two denoising steps.</param>
    /// <returns>Shape (captions, channels, side, side) with the side of that U-Net, in [0, 1].</returns>
    /// <exception cref="InvalidOperationException">The options ask for none.</exception>
    public Tensor DrawSamples(CancellationToken cancellation = default)
    {
        var samples = options.Samples ?? throw new InvalidOperationException("This training draws no samples.");
        using var scope = NewDisposeScope();
        var text = encodings.Gather(samples.Captions);
        KeepSampledWeights();
        try
        {
            var how = samples.Options with { Seed = samples.Options.Seed ?? 0, StopAtUnetNumber = UnetNumbers.Max() };
            return imagen.Sample(text.Embeds, text.Mask, how, cancellation: cancellation).MoveToOuterDisposeScope();
        }
        finally
        {
            KeepSampledWeights();
        }
    }

    /// <summary>Does what is due after a step: validation, samples, the line in the log, the checkpoint, in this order.</summary>
    private TrainingProgress Record(TrainingProgress step, CancellationToken cancellation)
    {
        var isLast = step.Step == options.Steps;
        var isDue = isLast || step.Step % options.CheckpointEvery == 0;
        if (isDue)
        {
            step = step with { ValidationLosses = KeepBest(isLast) };
        }
        if (options.Samples is { } samples && (isLast || step.Step % samples.Every == 0))
        {
            step = step with { SampleFile = SaveSamples(cancellation) };
        }
        metrics?.Add(new StepMetrics(
            step.Step, step.Epoch, step.Losses, step.GradNorms, step.LearningRate, step.ImagesPerSecond, step.Skipped, step.ValidationLosses));
        if (isDue)
        {
            SaveCheckpoint();
            directory?.Note(step);
            directory?.SaveReport(options.Samples?.Captions);
        }
        else if (sinceCheckpoint.Elapsed.TotalMinutes >= options.CheckpointMinutes)
        {
            SaveCheckpoint();
        }
        return step;
    }

    /// <summary>Validates, and saves the weights that are the best so far; without validation, the last ones.</summary>
    /// <returns>The validation losses; null where there is nothing to validate on.</returns>
    private IReadOnlyDictionary<int, double>? KeepBest(bool isLast)
    {
        var validated = validation is null ? null : Validate();
        foreach (var unet in unets)
        {
            var best = validated is null
                ? isLast
                : !bestLosses.TryGetValue(unet.Number, out var lowest) || validated[unet.Number] < lowest;
            if (validated is not null && best)
            {
                bestLosses[unet.Number] = validated[unet.Number];
            }
            if (best)
            {
                SaveWeights(unet, validated?[unet.Number]);
            }
        }
        return validated;
    }

    private double MeanValidationLoss(ICaptionedImages images, int number)
    {
        manual_seed(ValidationSeed);
        var sum = 0.0;
        var count = 0;
        foreach (var batch in BatchLoader.InOrder(images, encodings, options.BatchSize, options.ValidationImages ?? int.MaxValue))
        {
            using (batch)
            {
                using var loss = imagen.Loss(batch.Images, batch.TextEmbeds, batch.TextMask, number);
                sum += loss.item<float>() * batch.Size;
                count += batch.Size;
            }
        }
        return sum / count;
    }

    private void SaveWeights(UnetTraining unet, double? validationLoss) => unet.WithSampledWeights(() =>
    {
        directory?.SaveWeights(imagen, unet.Number - 1, encoder, StepsTaken, validationLoss);
        return true;
    });

    /// <summary>The film begins before the first step; and where a training was stopped while it drew, that is made up for.</summary>
    private void SaveMissingSamples(CancellationToken cancellation)
    {
        if (options.Samples is { } samples && StepsTaken % samples.Every == 0 && directory?.HasSamples(StepsTaken) == false)
        {
            SaveSamples(cancellation);
        }
    }

    private string? SaveSamples(CancellationToken cancellation)
    {
        if (directory is null)
        {
            return null;
        }
        try
        {
            using var pictures = DrawSamples(cancellation);
            return directory.SaveSamples(StepsTaken, pictures);
        }
        catch (OperationCanceledException)
        {
            // The step itself is whole, and the checkpoint of the interruption comes right after it.
            return null;
        }
    }
}
