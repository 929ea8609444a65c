using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using MinImagen.Lib.Tensors;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MinImagen.Lib.Text.Pretraining;

/// <summary>
/// Pre-trains an encoder by the prediction of hidden tokens. Order and masks of a step are functions of the seed and the
/// step's number, so that a checkpoint goes on bit by bit as if the training had never stopped.
/// </summary>
public sealed class Pretrainer : IDisposable
{
    private const string Format = "1";
    private const string WeightPrefix = "model.";
    private const string OptimizerName = "optimizer";
    private const string RngName = "rng_state";

    private readonly PretrainingCorpus corpus;
    private readonly PretrainingOptions options;
    private readonly PretrainingBatches batches;
    private readonly AdamW optimizer;
    private readonly double[] sizes;

    /// <summary>Seeds LibTorch's generator and draws the initial weights.</summary>
    /// <param name="config">The sizes of the encoder; its vocabulary must hold the corpus's.</param>
    /// <param name="corpus">What to learn from.</param>
    /// <param name="options">How to train.</param>
    /// <exception cref="ArgumentException">A value is out of range, or the parts do not fit together.</exception>
    public Pretrainer(T5Config config, PretrainingCorpus corpus, PretrainingOptions options)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(corpus);
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        if (config.VocabSize < corpus.Tokenizer.VocabSize)
            throw new ArgumentException($"The encoder has vectors for {config.VocabSize} ids, the tokenizer {corpus.Tokenizer.VocabSize} ids.", nameof(config));

        this.corpus = corpus;
        this.options = options;
        batches = new PretrainingBatches(corpus, options.BatchTokens, options.Seed);
        manual_seed(options.Seed);
        Model = new MaskedTokenModel(new T5Encoder(config), corpus.PieceCount);
        Model.Initialize(corpus.CountPieces());
        var parameters = Model.parameters().ToList();
        sizes = [.. parameters.Select(InitialSize)];
        optimizer = optim.AdamW(
            parameters.Select(parameter => new AdamW.ParamGroup([parameter], options.LearningRate, beta2: 0.98, weight_decay: options.WeightDecay)));
    }

    /// <summary>The encoder with the head that predicts; it is disposed of with this.</summary>
    public MaskedTokenModel Model { get; }

    /// <summary>How it is trained.</summary>
    public PretrainingOptions Options => options;

    /// <summary>Steps taken.</summary>
    public long StepsTaken { get; private set; }

    /// <summary>Takes one step of the optimizer.</summary>
    /// <returns>What came of it.</returns>
    /// <exception cref="ArithmeticException">The loss is no number any more; no step was taken.</exception>
    public PretrainingProgress Step()
    {
        using var scope = NewDisposeScope();
        using var batch = batches.At(StepsTaken);
        using var loss = nn.functional.cross_entropy(Model.call(batch.InputIds, batch.AttentionMask, batch.Positions), batch.Targets);
        var value = loss.item<float>();
        if (!float.IsFinite(value))
            throw new ArithmeticException($"The loss is {value} at step {StepsTaken + 1}: the training has diverged. Lower the learning rate.");

        loss.backward();

        // g ← g · min(1, max / ‖g‖)
        nn.utils.clip_grad_norm_(Model.parameters(), options.MaxGradNorm);
        var learningRate = options.LearningRateAt(StepsTaken);
        foreach (var (group, size) in optimizer.ParamGroups.Zip(sizes))
            group.LearningRate = learningRate * size;
        optimizer.step();
        optimizer.zero_grad();
        return new PretrainingProgress(++StepsTaken, options.Steps, corpus.Sources[batches.SourceOf(StepsTaken - 1)].Name, value);
    }

    /// <summary>
    /// Takes the steps that are left, and saves into a folder as often as the options say, at the end, and when it is stopped.
    /// </summary>
    /// <param name="folder">Where to save.</param>
    /// <param name="limit">Time after which it stops; null for none.</param>
    /// <param name="progress">Told after every step, on this thread.</param>
    /// <param name="cancellation">Stops after the step at hand.</param>
    /// <returns>Whether all steps are taken.</returns>
    /// <exception cref="OperationCanceledException">It was interrupted; the checkpoint is written.</exception>
    /// <exception cref="ArithmeticException">The loss is no number any more.</exception>
    public bool Run(
        PretrainingFolder folder, TimeSpan? limit = null, IProgress<PretrainingProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var watch = Stopwatch.StartNew();
        while (StepsTaken < options.Steps && watch.Elapsed < (limit ?? TimeSpan.MaxValue) && !cancellation.IsCancellationRequested)
        {
            var step = Step();
            progress?.Report(step);
            if (StepsTaken % options.CheckpointEvery == 0)
                folder.Save(this);
        }

        folder.Save(this);
        cancellation.ThrowIfCancellationRequested();
        return StepsTaken >= options.Steps;
    }

    /// <summary>Writes everything there is to know, whole or not at all.</summary>
    /// <param name="path">The file.</param>
    public void SaveCheckpoint(string path)
    {
        using var scope = NewDisposeScope();
        using var bytes = new MemoryStream();
        using (var writer = new BinaryWriter(bytes, System.Text.Encoding.UTF8, leaveOpen: true))
            optimizer.save_state_dict(writer);
        var tensors = Model.Weights.ToDictionary(pair => WeightPrefix + pair.Key, pair => pair.Value);
        tensors[OptimizerName] = tensor(bytes.ToArray(), [bytes.Length], dtype: ScalarType.Byte);
        tensors[RngName] = get_rng_state();
        SafeTensors.Save(path, tensors, new Dictionary<string, string>
        {
            ["format"] = Format,
            ["step"] = StepsTaken.ToString(CultureInfo.InvariantCulture),
            ["corpus"] = corpus.Digest,
            ["options"] = JsonSerializer.Serialize(options),
        });
    }

    /// <summary>Goes on from a checkpoint as if the training had never stopped.</summary>
    /// <param name="path">A file of <see cref="SaveCheckpoint"/>.</param>
    /// <exception cref="InvalidDataException">It is damaged, or of a training that would have gone another way.</exception>
    public void Restore(string path)
    {
        var (step, before) = ReadHeader(path);
        if (before with { Steps = options.Steps, CheckpointEvery = options.CheckpointEvery } != options)
            throw new InvalidDataException($"{path}: a checkpoint of a training with other options ({before}); give the same, or another --out.");
        if (before.Steps != options.Steps && step > Math.Min(before.CooldownStart, options.CooldownStart))
            throw new InvalidDataException(
                $"{path}: step {step} of {before.Steps}; the learning rate falls already, so the number of steps can no longer be changed to {options.Steps}.");

        using var scope = NewDisposeScope();
        var tensors = SafeTensors.Load(path);
        if (!tensors.TryGetValue(OptimizerName, out var state) || !tensors.TryGetValue(RngName, out var rng))
            throw new InvalidDataException($"{path}: not a checkpoint of a pre-training: it has no optimizer.");
        Model.LoadWeights(tensors.Where(pair => pair.Key.StartsWith(WeightPrefix, StringComparison.Ordinal))
            .ToDictionary(pair => pair.Key[WeightPrefix.Length..], pair => pair.Value));
        using var reader = new BinaryReader(new MemoryStream(state.data<byte>().ToArray()));
        optimizer.load_state_dict(reader);
        RandomState.Restore(rng, path);
        StepsTaken = step;
    }

    /// <summary>Frees weights and optimizer.</summary>
    public void Dispose()
    {
        optimizer.Dispose();
        Model.Dispose();
    }

    /// <summary>
    /// T5's weights differ in size by a factor of a hundred at the beginning (its queries hold the 1/√d of attention), and one
    /// learning rate for all would tear the small ones apart. Each gets its own, in proportion to √(mean(w²)), as in Adafactor
    /// (Shazeer and Stern 2018, §8), by which T5 was trained; but of the initial weights, and at most 1.
    /// </summary>
    private static double InitialSize(Parameter parameter)
    {
        using var scope = NewDisposeScope();
        return Math.Min(1, Math.Sqrt(parameter.detach().square().mean().item<float>()));
    }

    private (long Step, PretrainingOptions Options) ReadHeader(string path)
    {
        var metadata = SafeTensors.LoadMetadata(path);
        try
        {
            if (metadata["format"] != Format)
                throw new InvalidDataException($"{path}: a checkpoint of format {metadata["format"]}; this program reads {Format}.");
            if (metadata["corpus"] != corpus.Digest)
                throw new InvalidDataException($"{path}: a checkpoint of a training on other texts, or with another vocabulary.");
            return (
                long.Parse(metadata["step"], CultureInfo.InvariantCulture),
                JsonSerializer.Deserialize<PretrainingOptions>(metadata["options"]) ?? throw new FormatException("no options"));
        }
        catch (Exception e) when (e is KeyNotFoundException or FormatException or OverflowException or JsonException)
        {
            throw new InvalidDataException($"{path}: not a checkpoint of a pre-training: {e.Message}", e);
        }
    }
}
