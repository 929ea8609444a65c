using System.Text.RegularExpressions;
using MinImagen.Lib.Cascade;
using MinImagen.Lib.Tensors;
using MinImagen.Lib.Text;
using MinImagen.Lib.Unets;
using static TorchSharp.torch;

namespace MinImagen.Lib.Training;

/// <summary>The weights in a training directory: the best, else those of the last checkpoint, ours or the original's.</summary>
internal sealed partial class WeightFiles(Imagen imagen, string statesFolder, string temporaryFolder, CheckpointFolder checkpoints) : IDisposable
{
    private (Checkpoint Checkpoint, string Path)? newest;

    /// <summary>Loads the weights of one U-Net.</summary>
    /// <param name="index">Which, from 0.</param>
    /// <param name="encoder">The text encoder that must have been used; null to leave that unchecked.</param>
    /// <param name="which">The best or the last.</param>
    /// <returns>What the file's writer noted.</returns>
    /// <exception cref="InvalidDataException">There are none, or they do not fit.</exception>
    public IReadOnlyDictionary<string, string> LoadInto(int index, ITextEncoder? encoder, TrainedWeights which)
    {
        var unet = imagen.Unets[index];
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var best = Newest(statesFolder, BestName(), index);
        if (best is not null && (which == TrainedWeights.Best || checkpoints.Paths.Count == 0))
        {
            return Load(unet, best, encoder);
        }

        if ((newest ??= checkpoints.LoadNewest()) is var (checkpoint, path))
        {
            LoadCheckpoint(unet, index, encoder, checkpoint, path);
            return checkpoint.Model;
        }

        return Newest(temporaryFolder, OriginalTemporaryName(), index) is { } temporary
            ? Load(unet, temporary, encoder)
            : throw new InvalidDataException($"{statesFolder}: no weights of U-Net {index} (unet_{index}_state_….safetensors or .pth), and no checkpoint either; train first");
    }

    public void Dispose() => newest?.Checkpoint.Dispose();

    private static string? Newest(string folder, Regex name, int index) => !Directory.Exists(folder) ? null : Directory.EnumerateFiles(folder)
        .Where(path => name.Match(Path.GetFileName(path)) is { Success: true } match && int.Parse(match.Groups["index"].ValueSpan) == index)
        .MaxBy(path => (File.GetLastWriteTimeUtc(path), path));

    private IReadOnlyDictionary<string, string> Load(Unet unet, string file, ITextEncoder? encoder)
    {
        var metadata = Path.GetExtension(file) == ".safetensors" ? SafeTensors.LoadMetadata(file) : new Dictionary<string, string>();
        imagen.CheckMetadata(metadata, file);
        if (encoder is not null)
        {
            TextEncoderStamp.Read(metadata)?.Require(encoder, file);
        }
        StateDict.LoadInto(unet, TensorFile.Load(file).ToDictionary(), file);
        return metadata;
    }

    private void LoadCheckpoint(Unet unet, int index, ITextEncoder? encoder, Checkpoint checkpoint, string path)
    {
        imagen.CheckMetadata(checkpoint.Model, path);
        if (encoder is not null)
        {
            checkpoint.Encoder.Require(encoder, path);
        }

        var weights = checkpoint.Part(Checkpoint.WeightPrefix(index));
        foreach (var (name, average) in checkpoint.Part(Checkpoint.AveragePrefix(index)))
        {
            weights[name] = average;
        }
        StateDict.LoadInto(unet, weights, path);
    }

    [GeneratedRegex(@"^unet_(?<index>\d{1,3})_state_.+\.(safetensors|pth)$")]
    private static partial Regex BestName();

    [GeneratedRegex(@"^unet_(?<index>\d{1,3})_tmp\.pth$")]
    private static partial Regex OriginalTemporaryName();
}
