using System.Globalization;
using MinImagen.Lib.Cascade;
using MinImagen.Lib.Tensors;
using static TorchSharp.torch;

namespace MinImagen.Lib.Training;

/// <summary>
/// Makes of a training directory one that can be given away: the parameters, one file of weights a U-Net at half precision,
/// the recipe, the film and the curve of its loss; no optimizer, no checkpoints. It opens as any training directory does, and
/// its weights are of single precision again when they are read.
/// </summary>
public static class PackedCheckpoint
{
    private const string RestartKey = "RESTART_DIRECTORY";

    private static readonly string[] KeptNotes = ["step", "validation_loss", "text_encoder", "text_encoder_digest"];
    private static readonly string[] KeptFiles = ["recipe.json", "film.png"];

    /// <summary>Writes the packed directory, whole or not at all.</summary>
    /// <param name="training">The training.</param>
    /// <param name="folder">
    /// Where to. What is there already goes, except the files beside parameters/ and state_dicts/ that are not made anew here,
    /// such as README.md, sampling.json and a recipe.json of its own.
    /// </param>
    /// <param name="precision">The type of the weights on disk: bfloat16, float16 or float32.</param>
    /// <param name="which">The best weights, or rather the last.</param>
    /// <param name="files">More files to write, text by name.</param>
    /// <param name="elsewhere">The trainings of U-Nets that were trained in one of their own, by the U-Net's number, from 1.</param>
    /// <returns>Bytes of the weights.</returns>
    /// <exception cref="InvalidDataException">
    /// Something is missing or damaged, a weight does not fit into the type, or a U-Net trained elsewhere is built otherwise.
    /// </exception>
    public static long Write(
        TrainingDirectory training,
        string folder,
        ScalarType precision,
        TrainedWeights which,
        IReadOnlyDictionary<string, string>? files = null,
        IReadOnlyDictionary<int, TrainingDirectory>? elsewhere = null)
    {
        elsewhere ??= new Dictionary<int, TrainingDirectory>();
        ArgumentNullException.ThrowIfNull(training);
        if (precision is not (ScalarType.BFloat16 or ScalarType.Float16 or ScalarType.Float32))
        {
            throw new ArgumentException($"Weights are packed as bfloat16, float16 or float32, not as {precision}.", nameof(precision));
        }

        var target = Path.GetFullPath(folder);
        var temporary = $"{target}.{Guid.NewGuid():N}.tmp";
        try
        {
            Directory.CreateDirectory(Path.Combine(temporary, "parameters"));
            Directory.CreateDirectory(Path.Combine(temporary, "state_dicts"));
            WriteParameters(training, temporary);
            WriteWeights(training, elsewhere, temporary, precision, which);
            File.WriteAllText(Path.Combine(temporary, LossCurve.FileName), LossCurve.Of(training, elsewhere));
            foreach (var (name, text) in files ?? new Dictionary<string, string>())
            {
                File.WriteAllText(Path.Combine(temporary, name), text);
            }

            KeepFiles(training.Path, target, temporary);
            Replace(target, temporary);
        }
        catch
        {
            Delete(temporary);
            throw;
        }

        return Directory.EnumerateFiles(Path.Combine(target, "state_dicts")).Sum(file => new FileInfo(file).Length);
    }

    private static void WriteParameters(TrainingDirectory training, string folder)
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(training.Path, "parameters"), $"*_{training.Timestamp}.*"))
        {
            // A path of the machine that trained says nothing anywhere else.
            var lines = File.ReadAllLines(file).Select(line => line.StartsWith($"--{RestartKey}=", StringComparison.Ordinal)
                ? $"--{RestartKey}={Path.GetFileName(line[(RestartKey.Length + 3)..])}"
                : line);
            File.WriteAllText(Path.Combine(folder, "parameters", Path.GetFileName(file)), string.Join('\n', lines) + "\n");
        }
    }

    private static void WriteWeights(
        TrainingDirectory training, IReadOnlyDictionary<int, TrainingDirectory> elsewhere, string folder, ScalarType precision, TrainedWeights which)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var (unets, options) = training.LoadParameters();
        using var imagen = Imagen.Create(unets, options);
        var notes = training.LoadNoted(imagen, encoder: null, which).ToArray();
        foreach (var (number, other) in elsewhere)
        {
            notes[number - 1] = Take(imagen, number, other, which);
        }

        for (var index = 0; index < imagen.Unets.Count; index++)
        {
            var metadata = new Dictionary<string, string>(imagen.CheckpointMetadata());
            foreach (var key in KeptNotes.Where(notes[index].ContainsKey))
            {
                metadata[key] = notes[index][key];
            }

            var weights = imagen.Unets[index].state_dict().ToDictionary(weight => weight.Key, weight => weight.Value.detach().to(precision));
            foreach (var (name, weight) in weights)
            {
                if (!weight.to(ScalarType.Float32).isfinite().all().item<bool>())
                {
                    throw new InvalidDataException($"{training.Path}: {name} of U-Net {index} has values that {precision} cannot hold; pack as bfloat16");
                }
            }

            var file = string.Create(CultureInfo.InvariantCulture, $"unet_{index}_state_{training.Timestamp}.safetensors");
            SafeTensors.Save(Path.Combine(folder, "state_dicts", file), weights, metadata);
        }
    }

    /// <summary>Takes a U-Net's weights from a training of its own, and returns what was noted beside them.</summary>
    private static IReadOnlyDictionary<string, string> Take(Imagen imagen, int number, TrainingDirectory other, TrainedWeights which)
    {
        var (unets, options) = other.LoadParameters();
        if (number < 1 || number > imagen.Unets.Count || number > unets.Count || unets[number - 1].ToJson() != imagen.Unets[number - 1].Options.ToJson())
        {
            throw new InvalidDataException($"{other.Path}: its U-Net {number} is missing or built otherwise than that of the training to pack; both must be of one recipe");
        }

        using var theirs = Imagen.Create(unets, options);
        var notes = other.LoadNoted(theirs, encoder: null, which)[number - 1];
        imagen.CheckMetadata(theirs.CheckpointMetadata(), other.Path);
        imagen.Unets[number - 1].load_state_dict(theirs.Unets[number - 1].state_dict());
        return notes;
    }

    /// <summary>What was written by hand into the old folder, and what the training has to give.</summary>
    private static void KeepFiles(string training, string old, string folder)
    {
        var theirs = KeptFiles.Select(name => Path.Combine(training, name)).Where(File.Exists);
        var own = Directory.Exists(old) ? Directory.EnumerateFiles(old).Where(file => Path.GetFileName(file) != "film.png" || !File.Exists(Path.Combine(training, "film.png"))) : [];
        foreach (var file in own.Concat(theirs))
        {
            var place = Path.Combine(folder, Path.GetFileName(file));
            if (!File.Exists(place))
            {
                File.Copy(file, place);
            }
        }
    }

    private static void Replace(string target, string temporary)
    {
        var old = $"{temporary}.old";
        if (Directory.Exists(target))
        {
            Directory.Move(target, old);
        }

        try
        {
            Directory.Move(temporary, target);
        }
        catch
        {
            if (Directory.Exists(old))
            {
                Directory.Move(old, target);
            }

            throw;
        }

        Delete(old);
    }

    private static void Delete(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
