using System.Globalization;
using System.Text.Json;
using MinImagen.Lib.Tensors;
using static TorchSharp.torch;

namespace MinImagen.Lib.Training;

/// <summary>
/// Everything a training knows at one step, in one file: weights, their moving average, the optimizers, the random
/// generator, and where in the data it was.
/// </summary>
/// <remarks>
/// Tensors are named by U-Net, counted from 0: <c>unet_0.…</c> weights, <c>average_0.…</c> their moving average,
/// <c>optimizer_0</c> the optimizer's own bytes; <c>rng_state</c> is LibTorch's. Numbers are in the file's metadata.
/// </remarks>
public sealed class Checkpoint : IDisposable
{
    private const string FormatVersion = "1";

    /// <summary>Steps taken.</summary>
    public required long Step { get; init; }

    /// <summary>Pictures handed out to training, over all epochs: the place in the shuffled order.</summary>
    public required long Position { get; init; }

    /// <summary>The lowest validation loss so far, by U-Net number; empty before the first validation.</summary>
    public required IReadOnlyDictionary<int, double> BestLosses { get; init; }

    /// <summary>The text encoder that the captions were encoded with.</summary>
    public required TextEncoderStamp Encoder { get; init; }

    /// <summary>The tensors, by the names of the remarks.</summary>
    public required IReadOnlyDictionary<string, Tensor> Tensors { get; init; }

    /// <summary>The name of a weight of a U-Net.</summary>
    /// <param name="unetIndex">Which U-Net, from 0.</param>
    public static string WeightPrefix(int unetIndex) => $"unet_{unetIndex}.";

    /// <summary>The name of the moving average of a weight of a U-Net.</summary>
    /// <param name="unetIndex">Which U-Net, from 0.</param>
    public static string AveragePrefix(int unetIndex) => $"average_{unetIndex}.";

    /// <summary>The name of a U-Net's optimizer state.</summary>
    /// <param name="unetIndex">Which U-Net, from 0.</param>
    public static string OptimizerName(int unetIndex) => $"optimizer_{unetIndex}";

    /// <summary>The name of the random generator's state.</summary>
    public const string RngStateName = "rng_state";

    /// <summary>Writes the checkpoint, whole or not at all.</summary>
    public void Save(string path)
    {
        Dictionary<string, string> metadata = new()
        {
            ["format"] = FormatVersion,
            ["step"] = Step.ToString(CultureInfo.InvariantCulture),
            ["position"] = Position.ToString(CultureInfo.InvariantCulture),
            ["best_losses"] = JsonSerializer.Serialize(BestLosses),
        };
        Encoder.WriteTo(metadata);
        SafeTensors.Save(path, Tensors, metadata);
    }

    /// <summary>Reads a checkpoint.</summary>
    /// <exception cref="InvalidDataException">It is none, or one of another version.</exception>
    public static Checkpoint Load(string path)
    {
        IReadOnlyDictionary<string, string> metadata = SafeTensors.LoadMetadata(path);
        try
        {
            if (metadata["format"] != FormatVersion)
                throw new InvalidDataException($"{path}: a checkpoint of format {metadata["format"]}; this program reads {FormatVersion}");
            return new Checkpoint
            {
                Step = long.Parse(metadata["step"], CultureInfo.InvariantCulture),
                Position = long.Parse(metadata["position"], CultureInfo.InvariantCulture),
                BestLosses = JsonSerializer.Deserialize<Dictionary<int, double>>(metadata["best_losses"]) ?? [],
                Encoder = TextEncoderStamp.Read(metadata) ?? throw new KeyNotFoundException("the text encoder"),
                Tensors = SafeTensors.Load(path),
            };
        }
        catch (Exception missing) when (missing is KeyNotFoundException or FormatException or OverflowException or JsonException)
        {
            throw new InvalidDataException($"{path}: not a checkpoint of a training: {missing.Message}", missing);
        }
    }

    /// <summary>The tensors of one part, without the prefix.</summary>
    /// <param name="prefix">Such as <see cref="WeightPrefix"/>.</param>
    public Dictionary<string, Tensor> Part(string prefix) => Tensors
        .Where(tensor => tensor.Key.StartsWith(prefix, StringComparison.Ordinal))
        .ToDictionary(tensor => tensor.Key[prefix.Length..], tensor => tensor.Value);

    /// <summary>Frees the tensors.</summary>
    public void Dispose()
    {
        foreach (Tensor tensor in Tensors.Values)
            tensor.Dispose();
    }
}
