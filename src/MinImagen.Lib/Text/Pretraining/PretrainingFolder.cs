using MinImagen.Lib.Files;
using MinImagen.Lib.Tensors;

namespace MinImagen.Lib.Text.Pretraining;

/// <summary>
/// The folder that a pre-training writes: an encoder as <see cref="TextEncoders.Get"/> opens it, at whatever step it is, with the
/// notices of what it was made from, and beside it the checkpoint to go on from.
/// </summary>
/// <param name="path">The folder; it is created when something is saved.</param>
public sealed class PretrainingFolder(string path)
{
    /// <summary>The folder.</summary>
    public string Path { get; } = path;

    /// <summary>The vocabulary, <c>spiece.model</c>.</summary>
    public string Vocabulary => In("spiece.model");

    /// <summary>The checkpoint; an encoder that is finished does not need it.</summary>
    public string Checkpoint => In("pretraining.safetensors");

    /// <summary>The encoder's sizes, <c>config.json</c>.</summary>
    public string Config => In("config.json");

    /// <summary>The weights, <c>model.safetensors</c>.</summary>
    public string Weights => In("model.safetensors");

    /// <summary>Writes what does not change while the encoder learns.</summary>
    /// <param name="config">Its sizes.</param>
    /// <param name="extraIds">Number of sentinels of its tokenizer.</param>
    /// <param name="readme">What it is and how it was made.</param>
    /// <param name="wordNetNotice">The licence of WordNet, which goes with everything that is derived from it.</param>
    public void SaveFrame(T5Config config, int extraIds, string readme, string wordNetNotice)
    {
        ArgumentNullException.ThrowIfNull(config);
        config.Save(Config);
        AtomicFile.WriteText(In("tokenizer_config.json"), FormattableString.Invariant($"{{\n  \"extra_ids\": {extraIds}\n}}\n"));
        AtomicFile.WriteText(In("README.md"), readme);
        AtomicFile.WriteText(In("LICENSE-WordNet-3.0.txt"), wordNetNotice);
    }

    /// <summary>Writes the weights as they are, and the checkpoint.</summary>
    /// <param name="pretrainer">The training.</param>
    public void Save(Pretrainer pretrainer)
    {
        ArgumentNullException.ThrowIfNull(pretrainer);
        SafeTensors.Save(Weights, pretrainer.Model.Weights, new Dictionary<string, string>
        {
            ["format"] = "pt",
            [T5TextEncoder.NoticeKey] = Notice(pretrainer),
        });
        pretrainer.SaveCheckpoint(Checkpoint);
    }

    private static string Notice(Pretrainer pretrainer) => FormattableString.Invariant(
        $"Pre-trained by the prediction of hidden tokens on glosses of WordNet 3.0 (Copyright 2006 by Princeton University; see LICENSE-WordNet-3.0.txt) and captions, step {pretrainer.StepsTaken} of {pretrainer.Options.Steps}, seed {pretrainer.Options.Seed}.");

    private string In(string name) => System.IO.Path.Combine(Path, name);
}
