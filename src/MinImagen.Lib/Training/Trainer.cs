using System.Diagnostics;
using MinImagen.Lib.Cascade;
using MinImagen.Lib.Data;
using MinImagen.Lib.Diffusion;
using MinImagen.Lib.Text;
using static TorchSharp.torch;

namespace MinImagen.Lib.Training;

/// <summary>
/// Trains a cascade on captioned pictures. Each batch teaches every chosen U-Net once; each has its own Adam, so they
/// learn exactly what they would learn alone on the same draws.
/// </summary>
public sealed partial class Trainer : IDisposable
{
    private readonly Imagen imagen;
    private readonly ICaptionedImages data;
    private readonly TrainingOptions options;
    private readonly ICaptionedImages? validation;
    private readonly TrainingDirectory? directory;
    private readonly RandomDraws? draws;
    private readonly TextEncoderStamp encoder;
    private readonly CaptionEncodings encodings;
    private readonly BatchLoader loader;
    private readonly List<UnetTraining> unets;
    private readonly Dictionary<int, double> bestLosses = [];
    /// <summary>
    /// Up to so many captions are encoded before the training, several at a time. More are encoded when they come, each
    /// alone, so that its vectors never depend on which others were asked for: a resumed training needs the same bits.
    /// </summary>
    private const int MostCaptionsPrepared = 20_000;

    private readonly Stopwatch sinceCheckpoint = new();
    private MetricsLog? metrics;

    /// <summary>Encodes the captions, makes the optimizers and seeds LibTorch's generator; trains nothing yet.</summary>
    /// <param name="imagen">The cascade; it stays the caller's.</param>
    /// <param name="data">What to learn from; it stays the caller's.</param>
    /// <param name="encoder">The text encoder; it stays the caller's, and is needed as long as captions come.</param>
    /// <param name="options">How to train.</param>
    /// <param name="validation">What to judge on; null or empty for nothing.</param>
    /// <param name="directory">Where to save; null for nowhere.</param>
    /// <param name="draws">Where training's times, noise and dropped captions come from; LibTorch's generator when null.</param>
    /// <param name="encodingCache">Where the captions' encodings are kept between trainings; nowhere when null.</param>
    /// <exception cref="ArgumentException">The parts do not fit one another; the message says which.</exception>
    public Trainer(
        Imagen imagen,
        ICaptionedImages data,
        ITextEncoder encoder,
        TrainingOptions options,
        ICaptionedImages? validation = null,
        TrainingDirectory? directory = null,
        RandomDraws? draws = null,
        EncodingCache? encodingCache = null)
    {
        options.Validate();
        if (data.Count == 0)
        {
            throw new ArgumentException("There is no picture to train on.", nameof(data));
        }
        if (encoder.EncodedDim != imagen.TextEmbedDim)
        {
            throw new ArgumentException($"The text encoder {encoder.Name} makes embeddings of width {encoder.EncodedDim}; the cascade takes {imagen.TextEmbedDim}.", nameof(encoder));
        }
        if (data.Side < imagen.Options.ImageSizes.Max())
        {
            throw new ArgumentException($"The pictures' side of {data.Side} is smaller than the cascade's {imagen.Options.ImageSizes.Max()}.", nameof(data));
        }

        this.imagen = imagen;
        this.data = data;
        this.options = options;
        this.validation = validation is { Count: > 0 } ? validation : null;
        this.directory = directory;
        this.draws = draws;
        this.encoder = TextEncoderStamp.Of(encoder);
        unets = [.. ChooseUnets(imagen, options).Select(number => new UnetTraining(number, imagen.Unets[number - 1], options))];
        encodings = new CaptionEncodings(encoder, options.MaxWords, encodingCache);
        PrepareCaptions();
        loader = new BatchLoader(data, encodings, options.BatchSize, options.Seed, options.Loading);
        manual_seed(options.Seed);
    }

    /// <summary>Steps taken.</summary>
    public long StepsTaken { get; private set; }

    /// <summary>The U-Nets that are trained, counted from 1.</summary>
    public IReadOnlyList<int> UnetNumbers => [.. unets.Select(unet => unet.Number)];

    /// <summary>The lowest validation loss so far, by U-Net number; empty before the first validation.</summary>
    public IReadOnlyDictionary<int, double> BestLosses => bestLosses;

    /// <summary>
    /// Takes the steps that are left, validating, drawing and saving as the options say. Interrupted, or stopped by an
    /// error, it writes a checkpoint of the last whole step first. Without validation pictures, the weights of the last
    /// step are the best.
    /// </summary>
    /// <param name="progress">Told after every step, on this thread.</param>
    /// <param name="cancellation">Stops after the step at hand.</param>
    /// <exception cref="OperationCanceledException">It was interrupted; the checkpoint is written.</exception>
    /// <exception cref="ArithmeticException">The training has diverged; the checkpoints are those of before.</exception>
    public void Run(IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default)
    {
        metrics ??= directory is null ? null : MetricsLog.Open(directory.Path);
        sinceCheckpoint.Restart();
        SaveMissingSamples(cancellation);
        while (StepsTaken < options.Steps)
        {
            var step = Record(StepOrSave(cancellation), cancellation);
            progress?.Report(step);
        }
    }

    /// <summary>Takes one optimizer step.</summary>
    /// <param name="cancellation">Ends the waiting for pictures; then no step was taken.</param>
    /// <exception cref="ArithmeticException">The training has diverged.</exception>
    public TrainingProgress Step(CancellationToken cancellation = default)
    {
        using var scope = NewDisposeScope();
        var watch = Stopwatch.StartNew();
        imagen.train();
        for (var i = 0; i < options.AccumulationSteps; i++)
        {
            using var batch = loader.Next(cancellation);
            foreach (var unet in unets)
            {
                unet.Learn(imagen.LossAndGradients(
                    batch.Images, batch.TextEmbeds, batch.TextMask, unet.Number, draws, unet.Model, unet.Scale));
            }
        }

        var learningRate = options.LearningRateAt(StepsTaken);
        var losses = new Dictionary<int, double>();
        var norms = new Dictionary<int, double>();
        foreach (var unet in unets)
        {
            if (unet.Step(learningRate, StepsTaken + 1) is var (loss, norm))
            {
                losses[unet.Number] = loss;
                norms[unet.Number] = norm;
            }
        }
        StepsTaken++;
        return new TrainingProgress(StepsTaken, options.Steps, losses, norms, learningRate)
        {
            Epoch = (double)loader.Position / data.Count,
            ImagesPerSecond = options.BatchSize * options.AccumulationSteps / watch.Elapsed.TotalSeconds,
            Skipped = unets.Sum(unet => unet.Skipped),
        };
    }

    /// <summary>Leaves the weights that would be sampled in the cascade, in place of those of the last step.</summary>
    public void KeepSampledWeights()
    {
        foreach (var unet in unets)
        {
            unet.Average?.Swap();
        }
    }

    /// <summary>Frees the optimizers and encodings, and closes the training directory; the cascade stays.</summary>
    public void Dispose()
    {
        unets.ForEach(unet => unet.Dispose());
        loader.Dispose();
        encodings.Dispose();
        metrics?.Dispose();
    }

    private static IEnumerable<int> ChooseUnets(Imagen imagen, TrainingOptions options)
    {
        var all = Enumerable.Range(1, imagen.Unets.Count);
        IReadOnlyList<int> chosen = options.UnetNumbers ?? [.. all.Where(number => imagen.Options.OnlyTrainUnetNumber is null || number == imagen.Options.OnlyTrainUnetNumber)];
        foreach (var number in chosen.Except(all))
        {
            throw new ArgumentException($"There is no U-Net {number} to train: the cascade has {imagen.Unets.Count}, counted from 1.", nameof(options));
        }
        return chosen.Count > 0 ? chosen.Distinct() : throw new ArgumentException("No U-Net is chosen to be trained.", nameof(options));
    }

    private void PrepareCaptions()
    {
        if ((long)data.Count + (validation?.Count ?? 0) > MostCaptionsPrepared)
        {
            return;
        }
        IEnumerable<string> Captions(ICaptionedImages images) => Enumerable.Range(0, images.Count).Select(images.GetCaption);
        encodings.Prepare([.. Captions(data), .. validation is null ? [] : Captions(validation), .. options.Samples?.Captions ?? []]);
    }

    /// <summary>Takes a step; where that fails, writes a checkpoint as if it had not been tried, and says where it was.</summary>
    private TrainingProgress StepOrSave(CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        var (taken, position, rngState) = (StepsTaken, loader.Position, get_rng_state());
        try
        {
            return Step(cancellation);
        }
        catch (ArithmeticException diverged)
        {
            directory?.Note($"stopped at step {taken + 1}: {diverged.Message}");
            throw;
        }
        catch (Exception failure)
        {
            // No weight has moved yet: the data and the losses fail before the first optimizer steps.
            unets.ForEach(unet => unet.Forget());
            loader.Position = position;
            set_rng_state(rngState);
            SaveCheckpoint();
            directory?.Note(failure is OperationCanceledException
                ? $"interrupted at step {taken}; checkpoint written"
                : $"failed at step {taken + 1} of {options.Steps}: {failure.Message}; checkpoint of step {taken} written");
            throw;
        }
    }
}
