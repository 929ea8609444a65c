using MinImagen.Lib.Cascade;
using MinImagen.Lib.Data;
using MinImagen.Lib.Diffusion;
using MinImagen.Lib.Text;
using TorchSharp;
using static TorchSharp.torch;

namespace MinImagen.Lib.Training;

/// <summary>
/// Trains a cascade on captioned pictures. Each batch teaches every chosen U-Net once; each has its own Adam, so they
/// learn exactly what they would learn alone on the same draws.
/// </summary>
public sealed partial class Trainer : IDisposable
{
    /// <summary>Validation draws the same times and noise every time, so that two validations can be compared.</summary>
    private const long ValidationSeed = 0x5EED;

    private readonly Imagen _imagen;
    private readonly TrainingOptions _options;
    private readonly ICaptionedImages? _validation;
    private readonly TrainingDirectory? _directory;
    private readonly RandomDraws? _draws;
    private readonly TextEncoderStamp _encoder;
    private readonly CaptionEncodings _encodings;
    private readonly BatchLoader _loader;
    private readonly List<UnetTraining> _unets;
    private readonly Dictionary<int, double> _bestLosses = [];

    /// <summary>Encodes the captions, makes the optimizers and seeds LibTorch's generator; trains nothing yet.</summary>
    /// <param name="imagen">The cascade; it stays the caller's.</param>
    /// <param name="data">What to learn from; it stays the caller's.</param>
    /// <param name="encoder">The text encoder; it is not needed afterwards.</param>
    /// <param name="options">How to train.</param>
    /// <param name="validation">What to judge on; null or empty for nothing.</param>
    /// <param name="directory">Where to save; null for nowhere.</param>
    /// <param name="draws">Where training's times, noise and dropped captions come from; LibTorch's generator when null.</param>
    /// <exception cref="ArgumentException">The parts do not fit one another; the message says which.</exception>
    public Trainer(
        Imagen imagen,
        ICaptionedImages data,
        ITextEncoder encoder,
        TrainingOptions options,
        ICaptionedImages? validation = null,
        TrainingDirectory? directory = null,
        RandomDraws? draws = null)
    {
        options.Validate();
        if (data.Count == 0)
            throw new ArgumentException("There is no picture to train on.", nameof(data));
        if (encoder.EncodedDim != imagen.TextEmbedDim)
            throw new ArgumentException($"The text encoder {encoder.Name} makes embeddings of width {encoder.EncodedDim}; the cascade takes {imagen.TextEmbedDim}.", nameof(encoder));
        if (data.Side < imagen.Options.ImageSizes.Max())
            throw new ArgumentException($"The pictures' side of {data.Side} is smaller than the cascade's {imagen.Options.ImageSizes.Max()}.", nameof(data));

        _imagen = imagen;
        _options = options;
        _validation = validation is { Count: > 0 } ? validation : null;
        _directory = directory;
        _draws = draws;
        _encoder = TextEncoderStamp.Of(encoder);
        _unets = [.. ChooseUnets(imagen, options).Select(number => new UnetTraining(number, imagen.Unets[number - 1], options))];
        _encodings = new CaptionEncodings(encoder, Captions(data).Concat(_validation is null ? [] : Captions(_validation)), options.MaxWords);
        _loader = new BatchLoader(data, _encodings, options.BatchSize, options.Seed);
        torch.manual_seed(options.Seed);
    }

    /// <summary>Steps taken.</summary>
    public long StepsTaken { get; private set; }

    /// <summary>The lowest validation loss so far, by U-Net number; empty before the first validation.</summary>
    public IReadOnlyDictionary<int, double> BestLosses => _bestLosses;

    /// <summary>
    /// Takes the steps that are left, validating and saving as the options say. Interrupted, it writes a checkpoint first.
    /// Without validation pictures, the weights of the last step are the best.
    /// </summary>
    /// <param name="progress">Told after every step, on this thread.</param>
    /// <param name="cancellation">Stops after the step at hand.</param>
    /// <exception cref="OperationCanceledException">It was interrupted; the checkpoint is written.</exception>
    /// <exception cref="ArithmeticException">A loss is no number any more.</exception>
    public void Run(IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default)
    {
        while (StepsTaken < _options.Steps)
        {
            if (cancellation.IsCancellationRequested)
            {
                SaveCheckpoint();
                _directory?.Note($"interrupted at step {StepsTaken}; checkpoint written");
                cancellation.ThrowIfCancellationRequested();
            }

            TrainingProgress step = Step();
            if (StepsTaken % _options.CheckpointEvery == 0 || StepsTaken == _options.Steps)
                step = Record(step);
            progress?.Report(step);
        }
    }

    /// <summary>Takes one optimizer step.</summary>
    /// <exception cref="ArithmeticException">A loss is no number any more; no step was taken.</exception>
    public TrainingProgress Step()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        _imagen.train();
        Dictionary<int, double> losses = _unets.ToDictionary(unet => unet.Number, _ => 0.0);
        for (int i = 0; i < _options.AccumulationSteps; i++)
        {
            using Batch batch = _loader.Next();
            foreach (int number in losses.Keys)
            {
                // L = 1/A · ∑ L_a, so that A batches of b weigh what one of A · b would
                Tensor loss = _imagen.Loss(batch.Images, batch.TextEmbeds, batch.TextMask, number, _draws) / _options.AccumulationSteps;
                loss.backward();
                losses[number] += loss.item<float>();
            }
        }

        foreach ((int number, double loss) in losses)
        {
            if (!double.IsFinite(loss))
                throw new ArithmeticException($"The loss of U-Net {number} is {loss} at step {StepsTaken + 1}: the training has diverged. Lower the learning rate, or raise the warm-up.");
        }

        double learningRate = _options.LearningRateAt(StepsTaken);
        StepsTaken++;
        Dictionary<int, double> norms = _unets.ToDictionary(unet => unet.Number, unet => unet.Step(learningRate, StepsTaken));
        return new TrainingProgress(StepsTaken, _options.Steps, losses, norms, learningRate);
    }

    /// <summary>
    /// The mean loss on the validation pictures by U-Net number, with the weights that would be sampled: in evaluation
    /// mode, without graphs, with the same times and noise every time. What training draws next is not changed.
    /// </summary>
    /// <exception cref="InvalidOperationException">There are no validation pictures.</exception>
    public IReadOnlyDictionary<int, double> Validate()
    {
        if (_validation is null)
            throw new InvalidOperationException("This training has no validation pictures.");

        using DisposeScope scope = torch.NewDisposeScope();
        using IDisposable noGrad = torch.no_grad();
        Tensor rngState = torch.get_rng_state();
        _imagen.eval();
        try
        {
            return _unets.ToDictionary(unet => unet.Number, unet => unet.WithSampledWeights(() => MeanLoss(unet.Number)));
        }
        finally
        {
            _imagen.train();
            torch.set_rng_state(rngState);
        }
    }

    /// <summary>Leaves the weights that would be sampled in the cascade, in place of those of the last step.</summary>
    public void KeepSampledWeights()
    {
        foreach (UnetTraining unet in _unets)
            unet.Average?.Swap();
    }

    /// <summary>Frees the optimizers and encodings; not the cascade.</summary>
    public void Dispose()
    {
        _unets.ForEach(unet => unet.Dispose());
        _encodings.Dispose();
    }

    private static IEnumerable<int> ChooseUnets(Imagen imagen, TrainingOptions options)
    {
        IEnumerable<int> all = Enumerable.Range(1, imagen.Unets.Count);
        IReadOnlyList<int> chosen = options.UnetNumbers ?? [.. all.Where(number => imagen.Options.OnlyTrainUnetNumber is null || number == imagen.Options.OnlyTrainUnetNumber)];
        foreach (int number in chosen.Except(all))
            throw new ArgumentException($"There is no U-Net {number} to train: the cascade has {imagen.Unets.Count}, counted from 1.", nameof(options));
        return chosen.Count > 0 ? chosen.Distinct() : throw new ArgumentException("No U-Net is chosen to be trained.", nameof(options));
    }

    private static IEnumerable<string> Captions(ICaptionedImages images) => Enumerable.Range(0, images.Count).Select(images.GetCaption);

    private double MeanLoss(int number)
    {
        torch.manual_seed(ValidationSeed);
        double sum = 0;
        int count = 0;
        foreach (Batch batch in BatchLoader.InOrder(_validation!, _encodings, _options.BatchSize, _options.ValidationImages ?? int.MaxValue))
        {
            using (batch)
            {
                using Tensor loss = _imagen.Loss(batch.Images, batch.TextEmbeds, batch.TextMask, number);
                sum += loss.item<float>() * batch.Size;
                count += batch.Size;
            }
        }
        return sum / count;
    }

    /// <summary>Validates, keeps the weights that are the best so far, writes a checkpoint and a line about all of it.</summary>
    private TrainingProgress Record(TrainingProgress step)
    {
        IReadOnlyDictionary<int, double>? validated = _validation is null ? null : Validate();
        foreach (UnetTraining unet in _unets)
        {
            bool best = validated is null
                ? step.Step == step.Steps
                : !_bestLosses.TryGetValue(unet.Number, out double lowest) || validated[unet.Number] < lowest;
            if (validated is not null && best)
                _bestLosses[unet.Number] = validated[unet.Number];
            if (best)
                SaveWeights(unet, validated?[unet.Number]);
        }
        SaveCheckpoint();
        TrainingProgress recorded = step with { ValidationLosses = validated };
        _directory?.Note(recorded);
        return recorded;
    }

    private void SaveWeights(UnetTraining unet, double? validationLoss) => unet.WithSampledWeights(() =>
    {
        _directory?.SaveWeights(unet.Number - 1, unet.Unet.state_dict(), _encoder, StepsTaken, validationLoss);
        return true;
    });
}
