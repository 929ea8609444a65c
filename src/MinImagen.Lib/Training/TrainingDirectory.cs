using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using MinImagen.Lib.Cascade;
using MinImagen.Lib.Files;
using MinImagen.Lib.Generation;
using MinImagen.Lib.Tensors;
using MinImagen.Lib.Text;
using MinImagen.Lib.Unets;
using static TorchSharp.torch;

namespace MinImagen.Lib.Training;

/// <summary>
/// The folder that a training leaves behind, laid out as the original's, whose own folders open too: <c>parameters/</c>
/// says how the model is built, <c>state_dicts/</c> has each U-Net's best weights, <c>tmp/</c> the last checkpoint, and
/// <c>training_progress.txt</c> what happened.
/// </summary>
public sealed partial class TrainingDirectory
{
    private const string ProgressName = "training_progress.txt";

    /// <summary>Samples are enlarged to about so many pixels a side.</summary>
    private const int SampleSide = 128;

    private TrainingDirectory(string path, string timestamp)
    {
        Path = path;
        Timestamp = timestamp;
    }

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>When the training began, yyyyMMdd_HHmmss; part of the names of the files.</summary>
    public string Timestamp { get; }

    /// <summary>The checkpoint files, the newest first: all that <see cref="Trainer.Resume"/> needs.</summary>
    public IReadOnlyList<string> CheckpointPaths => Checkpoints.Paths;

    /// <summary>The checkpoints.</summary>
    internal CheckpointFolder Checkpoints => new(TemporaryFolder);

    private string ParametersFolder => System.IO.Path.Combine(Path, "parameters");

    private string StatesFolder => System.IO.Path.Combine(Path, "state_dicts");

    private string TemporaryFolder => System.IO.Path.Combine(Path, "tmp");

    /// <summary>Makes a new folder.</summary>
    /// <param name="path">Which; <c>training_&lt;timestamp&gt;</c> in the working folder when null.</param>
    /// <param name="now">When the training began; the present when null.</param>
    /// <exception cref="IOException">There is something at that path already.</exception>
    public static TrainingDirectory Create(string? path = null, DateTime? now = null)
    {
        var timestamp = (now ?? DateTime.Now).ToString("yyyyMMdd_HHmmss", CultureInfo.InvariantCulture);
        var directory = new TrainingDirectory(System.IO.Path.GetFullPath(path ?? $"training_{timestamp}"), timestamp);
        if (File.Exists(directory.Path) || (Directory.Exists(directory.Path) && Directory.EnumerateFileSystemEntries(directory.Path).Any()))
        {
            throw new IOException($"{directory.Path}: not empty; a training begins in a folder of its own");
        }
        foreach (var folder in new[] { directory.ParametersFolder, directory.StatesFolder, directory.TemporaryFolder })
        {
            Directory.CreateDirectory(folder);
        }
        return directory;
    }

    /// <summary>Opens a folder that a training left behind, here or in Python.</summary>
    /// <param name="path">The folder.</param>
    /// <exception cref="DirectoryNotFoundException">It is no such folder.</exception>
    /// <exception cref="InvalidDataException">It lacks the parameters of the model.</exception>
    public static TrainingDirectory Open(string path)
    {
        var full = System.IO.Path.GetFullPath(path);
        var parameters = System.IO.Path.Combine(full, "parameters");
        if (!Directory.Exists(parameters))
        {
            throw new DirectoryNotFoundException($"{full}: not a training directory: there is no folder parameters/ in it");
        }
        return new TrainingDirectory(full, ParameterFiles.Find(parameters).Timestamp);
    }

    /// <summary>Writes how the model is built and how it is trained, in the original's files and keys.</summary>
    /// <param name="imagen">The model.</param>
    /// <param name="trainingParameters">What was asked for, by the original's upper-case names.</param>
    public void SaveParameters(Imagen imagen, IEnumerable<KeyValuePair<string, string>> trainingParameters)
    {
        for (var index = 0; index < imagen.Unets.Count; index++)
        {
            AtomicFile.WriteText(System.IO.Path.Combine(ParametersFolder, $"unet_{index}_params_{Timestamp}.json"), imagen.Unets[index].Options.ToJson());
        }
        AtomicFile.WriteText(System.IO.Path.Combine(ParametersFolder, $"imagen_params_{Timestamp}.json"), imagen.Options.ToJson());

        var lines = new StringBuilder();
        foreach (var (name, value) in trainingParameters)
        {
            lines.Append(CultureInfo.InvariantCulture, $"--{name}={value}\n");
        }
        AtomicFile.WriteText(System.IO.Path.Combine(ParametersFolder, $"training_parameters_{Timestamp}.txt"), lines.ToString());
        Note(string.Create(CultureInfo.InvariantCulture, $"model size: {imagen.SizeInMegabytes:F3}MB"));
    }

    /// <summary>Reads how the model is built.</summary>
    /// <exception cref="InvalidDataException">A file is missing or damaged; the message names it.</exception>
    public (IReadOnlyList<UnetOptions> Unets, ImagenOptions Imagen) LoadParameters() => ParameterFiles.Find(ParametersFolder).Read();

    /// <summary>Reads what a folder says of a model, without the rest of a training directory.</summary>
    /// <param name="path">A parameters folder, whatever its name, or a training directory; ours or the original's.</param>
    /// <returns>How the model is built, and how it was trained by the original's upper-case names.</returns>
    /// <exception cref="InvalidDataException">A file is missing or damaged; the message names it.</exception>
    public static (IReadOnlyList<UnetOptions> Unets, ImagenOptions Imagen, IReadOnlyDictionary<string, string> Training) ReadParameters(string path)
    {
        var inside = System.IO.Path.Combine(path, "parameters");
        var files = ParameterFiles.Find(Directory.Exists(inside) ? inside : path);
        var (unets, imagen) = files.Read();
        return (unets, imagen, files.ReadTraining());
    }

    /// <summary>Reads how the model was trained, by the original's upper-case names; empty where no file says.</summary>
    public IReadOnlyDictionary<string, string> LoadTrainingParameters() => ParameterFiles.Find(ParametersFolder).ReadTraining();

    /// <summary>Writes the best weights of a U-Net so far.</summary>
    /// <param name="imagen">The model, with those weights.</param>
    /// <param name="unetIndex">Which U-Net, from 0.</param>
    /// <param name="encoder">The text encoder it was trained with.</param>
    /// <param name="step">Steps taken.</param>
    /// <param name="validationLoss">The loss that makes them the best; null where nothing was validated.</param>
    public void SaveWeights(Imagen imagen, int unetIndex, TextEncoderStamp encoder, long step, double? validationLoss)
    {
        var metadata = new Dictionary<string, string>(imagen.CheckpointMetadata()) { ["step"] = step.ToString(CultureInfo.InvariantCulture) };
        if (validationLoss is { } loss)
        {
            metadata["validation_loss"] = loss.ToString("R", CultureInfo.InvariantCulture);
        }
        encoder.WriteTo(metadata);
        SafeTensors.Save(System.IO.Path.Combine(StatesFolder, $"unet_{unetIndex}_state_{Timestamp}.safetensors"), imagen.Unets[unetIndex].state_dict(), metadata);
    }

    /// <summary>
    /// Builds the model with the best weights of each U-Net, or those of the last checkpoint where a U-Net has no best yet.
    /// </summary>
    /// <param name="encoder">The text encoder that it will be given; null to leave that unchecked.</param>
    /// <param name="which">The best weights, or rather the last.</param>
    /// <exception cref="InvalidDataException">
    /// Something is missing or damaged, or the model was trained with another text encoder; the message names the file.
    /// </exception>
    public Imagen LoadImagen(ITextEncoder? encoder = null, TrainedWeights which = TrainedWeights.Best)
    {
        var (unets, options) = LoadParameters();
        var imagen = Imagen.Create(unets, options);
        try
        {
            LoadInto(imagen, encoder, which);
            return imagen;
        }
        catch
        {
            imagen.Dispose();
            throw;
        }
    }

    /// <summary>Loads the same weights into a model that is there already, such as one with other timesteps.</summary>
    /// <param name="imagen">The model, of the same U-Nets.</param>
    /// <param name="encoder">The text encoder that it will be given; null to leave that unchecked.</param>
    /// <param name="which">The best weights, or rather the last.</param>
    /// <exception cref="InvalidDataException">As for <see cref="LoadImagen"/>.</exception>
    public void LoadInto(Imagen imagen, ITextEncoder? encoder = null, TrainedWeights which = TrainedWeights.Best)
    {
        LoadNoted(imagen, encoder, which);
    }

    /// <summary>The same, with what the writer of each U-Net's weights noted beside them.</summary>
    internal IReadOnlyList<IReadOnlyDictionary<string, string>> LoadNoted(Imagen imagen, ITextEncoder? encoder, TrainedWeights which)
    {
        using var weights = new WeightFiles(imagen, StatesFolder, TemporaryFolder, Checkpoints);
        return [.. Enumerable.Range(0, imagen.Unets.Count).Select(index => weights.LoadInto(index, encoder, which))];
    }

    /// <summary>Writes pictures that were drawn while the model learns, one beside the other, to <c>samples/</c>.</summary>
    /// <param name="step">Steps taken.</param>
    /// <param name="pictures">Shape (n, channels, side, side), in [0, 1].</param>
    /// <returns>The file: small pictures are enlarged by a whole factor, so that they can be seen as they are.</returns>
    public string SaveSamples(long step, Tensor pictures)
    {
        using var scope = NewDisposeScope();
        var (count, channels, side) = (pictures.shape[0], pictures.shape[1], pictures.shape[2]);
        var factor = Math.Max(1, SampleSide / side);
        var enlarged = pictures.unsqueeze(3).unsqueeze(5).expand(count, channels, side, factor, side, factor).reshape(count, channels, side * factor, side * factor);
        var gap = ones(channels, side * factor, FilmStrip.SampleGap, device: pictures.device);
        Tensor[] parts = [.. Enumerable.Range(0, (int)count).SelectMany(i => i == 0 ? new[] { enlarged[i] } : [gap, enlarged[i]])];
        var file = SampleFile(step);
        PictureFile.Save(file, cat(parts, 2));
        return file;
    }

    /// <summary>
    /// Writes <c>report.html</c>, the curves and the pictures in a page that opens anywhere, and <c>film.png</c>, the pictures
    /// drawn while the model learnt, from left to right.
    /// </summary>
    /// <param name="captions">What the pictures were asked to show; null where none were drawn.</param>
    public void SaveReport(IReadOnlyList<string>? captions)
    {
        var frames = captions is null ? [] : SampleFiles();
        if (frames.Count > 0)
        {
            FilmStrip.Save(System.IO.Path.Combine(Path, "film.png"), frames, captions!);
        }
        var page = new TrainingReport(System.IO.Path.GetFileName(Path), MetricsLog.Read(Path), frames, captions ?? []).ToHtml();
        AtomicFile.WriteText(System.IO.Path.Combine(Path, "report.html"), page);
    }

    /// <summary>Removes what a killed training left half-written. No training may be running in the folder.</summary>
    internal void RemoveLeftovers()
    {
        foreach (var folder in new[] { Path, ParametersFolder, StatesFolder, TemporaryFolder, System.IO.Path.Combine(Path, "samples") })
        {
            AtomicFile.RemoveLeftovers(folder);
        }
    }

    /// <summary>Whether pictures were drawn at a step.</summary>
    /// <param name="step">Steps taken.</param>
    public bool HasSamples(long step) => File.Exists(SampleFile(step));

    /// <summary>Adds a line to training_progress.txt.</summary>
    public void Note(string line) => File.AppendAllText(System.IO.Path.Combine(Path, ProgressName), line + "\n");

    /// <summary>Adds a line about a step to training_progress.txt.</summary>
    public void Note(TrainingProgress progress)
    {
        string Each(IReadOnlyDictionary<int, double> losses) =>
            $"[{string.Join(", ", losses.OrderBy(loss => loss.Key).Select(loss => loss.Value.ToString("F4", CultureInfo.InvariantCulture)))}]";

        Note($"step {progress.Step} of {progress.Steps}: U-Nets' batch losses {Each(progress.Losses)}"
            + (progress.ValidationLosses is { } validation ? $", validation losses {Each(validation)}" : "")
            + "; checkpoint written");
    }

    private IReadOnlyList<(long Step, string File)> SampleFiles()
    {
        var folder = System.IO.Path.Combine(Path, "samples");
        return !Directory.Exists(folder) ? [] : [.. Directory.EnumerateFiles(folder)
            .Select(file => (Step: SampleName().Match(System.IO.Path.GetFileName(file)), File: file))
            .Where(sample => sample.Step.Success)
            .Select(sample => (long.Parse(sample.Step.Groups["step"].ValueSpan, CultureInfo.InvariantCulture), sample.File))
            .OrderBy(sample => sample.Item1)];
    }

    private string SampleFile(long step) =>
        System.IO.Path.Combine(Path, "samples", string.Create(CultureInfo.InvariantCulture, $"step_{step:D6}.png"));

    [GeneratedRegex(@"^step_(?<step>\d{6,18})\.png$")]
    private static partial Regex SampleName();
}
