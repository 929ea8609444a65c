using System.Text.RegularExpressions;
using MinImagen.Lib.Tensors;
using MinImagen.Lib.Text;
using MinImagen.Lib.Unets;
using TorchSharp;
using static TorchSharp.torch;

namespace MinImagen.Lib.Training;

/// <summary>The weights in a training directory: the best, else those of the last checkpoint, ours or the original's.</summary>
internal sealed partial class WeightFiles(string statesFolder, string temporaryFolder, string checkpointPath) : IDisposable
{
    private Checkpoint? _checkpoint;

    /// <summary>Loads the weights of one U-Net.</summary>
    /// <param name="unet">The U-Net, built as the parameters say.</param>
    /// <param name="index">Which, from 0.</param>
    /// <param name="encoder">The text encoder that must have been used; null to leave that unchecked.</param>
    /// <exception cref="InvalidDataException">There are none, or they do not fit.</exception>
    public void LoadInto(Unet unet, int index, ITextEncoder? encoder)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using IDisposable noGrad = torch.no_grad();
        if (Newest(statesFolder, BestName(), index) is { } best)
            Load(unet, best, encoder);
        else if (File.Exists(checkpointPath))
            LoadCheckpoint(unet, index, encoder);
        else if (Newest(temporaryFolder, OriginalTemporaryName(), index) is { } temporary)
            Load(unet, temporary, encoder);
        else
            throw new InvalidDataException($"{statesFolder}: no weights of U-Net {index} (unet_{index}_state_….safetensors or .pth), and no checkpoint either; train first");
    }

    public void Dispose() => _checkpoint?.Dispose();

    private static string? Newest(string folder, Regex name, int index) => !Directory.Exists(folder) ? null : Directory.EnumerateFiles(folder)
        .Where(path => name.Match(Path.GetFileName(path)) is { Success: true } match && int.Parse(match.Groups["index"].ValueSpan) == index)
        .MaxBy(path => (File.GetLastWriteTimeUtc(path), path));

    private static void Load(Unet unet, string file, ITextEncoder? encoder)
    {
        if (encoder is not null && Path.GetExtension(file) == ".safetensors")
            TextEncoderStamp.Read(SafeTensors.LoadMetadata(file))?.Require(encoder, file);
        LoadStateDict(unet, TensorFile.Load(file).ToDictionary(), file);
    }

    private void LoadCheckpoint(Unet unet, int index, ITextEncoder? encoder)
    {
        _checkpoint ??= Checkpoint.Load(checkpointPath);
        if (encoder is not null)
            _checkpoint.Encoder.Require(encoder, checkpointPath);

        Dictionary<string, Tensor> weights = _checkpoint.Part(Checkpoint.WeightPrefix(index));
        foreach ((string name, Tensor average) in _checkpoint.Part(Checkpoint.AveragePrefix(index)))
            weights[name] = average;
        LoadStateDict(unet, weights, checkpointPath);
    }

    private static void LoadStateDict(Unet unet, Dictionary<string, Tensor> weights, string file)
    {
        Dictionary<string, Tensor> own = unet.state_dict();
        string[] problems = [.. own.Keys.Except(weights.Keys).Select(name => $"{name} is missing")
            .Concat(weights.Keys.Except(own.Keys).Select(name => $"{name} is not of this U-Net"))
            .Concat(own.Keys.Intersect(weights.Keys).Where(name => !own[name].shape.SequenceEqual(weights[name].shape))
                .Select(name => $"{name} is [{string.Join(", ", weights[name].shape)}] instead of [{string.Join(", ", own[name].shape)}]"))];
        if (problems.Length > 0)
            throw new InvalidDataException($"{file}: not the weights of the U-Net that the parameters describe: {string.Join("; ", problems.Take(3))}{(problems.Length > 3 ? $" and {problems.Length - 3} more" : "")}");
        unet.load_state_dict(weights);
    }

    [GeneratedRegex(@"^unet_(?<index>\d{1,3})_state_.+\.(safetensors|pth)$")]
    private static partial Regex BestName();

    [GeneratedRegex(@"^unet_(?<index>\d{1,3})_tmp\.pth$")]
    private static partial Regex OriginalTemporaryName();
}
