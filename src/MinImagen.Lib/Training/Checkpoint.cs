using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MinImagen.Lib.Tensors;
using static TorchSharp.torch;

namespace MinImagen.Lib.Training;

/// <summary>
/// Everything a training knows at one step, in one file: weights, their moving average, the optimizers, the random
/// generator, and where in the data it was. The same training at the same step gives the same bytes.
/// </summary>
/// <remarks>
/// Tensors are named by U-Net, counted from 0: <c>unet_0.…</c> weights, <c>average_0.…</c> their moving average,
/// <c>optimizer_0</c> the optimizer's own bytes; <c>rng_state</c> is LibTorch's. Numbers are in the file's metadata, with
/// a digest of everything, so that a file that lost a part of itself is known.
/// </remarks>
public sealed class Checkpoint : IDisposable
{
    private const string FormatVersion = "1";
    private const string DigestKey = "digest";

    /// <summary>Steps taken.</summary>
    public required long Step { get; init; }

    /// <summary>Pictures handed out to training, over all epochs: the place in the shuffled order.</summary>
    public required long Position { get; init; }

    /// <summary>Pictures in the data set: with another number of them, the shuffled order is another one.</summary>
    public required int DataCount { get; init; }

    /// <summary>The seed of the shuffled order.</summary>
    public required long Seed { get; init; }

    /// <summary>The lowest validation loss so far, by U-Net number; empty before the first validation.</summary>
    public required IReadOnlyDictionary<int, double> BestLosses { get; init; }

    /// <summary>The batches that were skipped because their loss was no number, by U-Net number.</summary>
    public required IReadOnlyDictionary<int, long> Skipped { get; init; }

    /// <summary>How many of them were the last ones, by U-Net number.</summary>
    public required IReadOnlyDictionary<int, int> SkippedInARow { get; init; }

    /// <summary>The threads that computed; with another number, sums are added up in another order.</summary>
    public required int Threads { get; init; }

    /// <summary>The text encoder that the captions were encoded with.</summary>
    public required TextEncoderStamp Encoder { get; init; }

    /// <summary>What the model was trained to say, see <see cref="Cascade.Imagen.CheckpointMetadata"/>.</summary>
    public required IReadOnlyDictionary<string, string> Model { get; init; }

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
        var metadata = Numbers();
        metadata[DigestKey] = DigestOf(metadata, Tensors);
        SafeTensors.Save(path, Tensors, metadata);
    }

    /// <summary>Reads a checkpoint.</summary>
    /// <exception cref="InvalidDataException">It is none, one of another version, or damaged.</exception>
    public static Checkpoint Load(string path)
    {
        using var scope = NewDisposeScope();
        var metadata = SafeTensors.LoadMetadata(path);
        var tensors = SafeTensors.Load(path);
        try
        {
            if (metadata["format"] != FormatVersion)
            {
                throw new InvalidDataException($"{path}: a checkpoint of format {metadata["format"]}; this program reads {FormatVersion}");
            }

            var numbers = metadata.Where(entry => entry.Key != DigestKey).ToDictionary();
            if (DigestOf(numbers, tensors) != metadata[DigestKey])
            {
                throw new InvalidDataException($"{path}: damaged: its contents do not have the digest that was written with them");
            }

            var checkpoint = FromNumbers(metadata, tensors);
            foreach (var tensor in tensors.Values)
            {
                tensor.DetachFromDisposeScope();
            }
            return checkpoint;
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
        foreach (var tensor in Tensors.Values)
        {
            tensor.Dispose();
        }
    }

    private Dictionary<string, string> Numbers()
    {
        var numbers = new Dictionary<string, string>
        {
            ["format"] = FormatVersion,
            ["step"] = Step.ToString(CultureInfo.InvariantCulture),
            ["position"] = Position.ToString(CultureInfo.InvariantCulture),
            ["data_count"] = DataCount.ToString(CultureInfo.InvariantCulture),
            ["seed"] = Seed.ToString(CultureInfo.InvariantCulture),
            ["best_losses"] = JsonSerializer.Serialize(BestLosses),
            ["skipped"] = JsonSerializer.Serialize(Skipped),
            ["skipped_in_a_row"] = JsonSerializer.Serialize(SkippedInARow),
            ["threads"] = Threads.ToString(CultureInfo.InvariantCulture),
        };
        Encoder.WriteTo(numbers);
        foreach (var (key, value) in Model)
        {
            numbers.Add(key, value);
        }
        return numbers;
    }

    private static Checkpoint FromNumbers(IReadOnlyDictionary<string, string> numbers, IReadOnlyDictionary<string, Tensor> tensors) => new()
    {
        Step = long.Parse(numbers["step"], CultureInfo.InvariantCulture),
        Position = long.Parse(numbers["position"], CultureInfo.InvariantCulture),
        DataCount = int.Parse(numbers["data_count"], CultureInfo.InvariantCulture),
        Seed = long.Parse(numbers["seed"], CultureInfo.InvariantCulture),
        BestLosses = JsonSerializer.Deserialize<Dictionary<int, double>>(numbers["best_losses"]) ?? [],
        Skipped = JsonSerializer.Deserialize<Dictionary<int, long>>(numbers["skipped"]) ?? [],
        SkippedInARow = JsonSerializer.Deserialize<Dictionary<int, int>>(numbers["skipped_in_a_row"]) ?? [],
        Threads = int.Parse(numbers["threads"], CultureInfo.InvariantCulture),
        Encoder = TextEncoderStamp.Read(numbers) ?? throw new KeyNotFoundException("the text encoder"),
        Model = numbers,
        Tensors = tensors,
    };

    /// <summary>SHA-256 over every number and tensor with its name, type and shape, in the order of the names.</summary>
    private static string DigestOf(IReadOnlyDictionary<string, string> numbers, IReadOnlyDictionary<string, Tensor> tensors)
    {
        using var sha = SHA256.Create();
        using var stream = new CryptoStream(Stream.Null, sha, CryptoStreamMode.Write);
        void Write(string text) => stream.Write(Encoding.UTF8.GetBytes(text + "\0"));

        foreach (var (key, value) in numbers.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            Write($"{key}={value}");
        }
        foreach (var (name, tensor) in tensors.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            Write($"{name}: {tensor.dtype} [{string.Join(", ", tensor.shape)}]");
            TensorBytes.Write(stream, tensor);
        }
        stream.FlushFinalBlock();
        return Convert.ToHexStringLower(sha.Hash!);
    }
}
