using System.Text.Json;
using MinImagen.Lib.Files;

namespace MinImagen.Lib.Tensors;

/// <summary>
/// The index of tensors that are spread over several files, <c>model.safetensors.index.json</c> or <c>pytorch_model.bin.index.json</c>:
/// <c>{"weight_map": {"tensor": "file", …}}</c>.
/// </summary>
internal static class ShardIndex
{
    internal const int MaxBytes = 100_000_000;

    private const string Ending = ".index.json";
    private const int MaxShards = 1000;

    /// <summary>Whether a file is an index, by its name.</summary>
    internal static bool Is(string path) => path.EndsWith(Ending, StringComparison.Ordinal);

    /// <summary>Which tensors each file is to give, by full path.</summary>
    internal static IReadOnlyDictionary<string, IReadOnlyList<string>> Read(string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var shards = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        var names = new HashSet<string>(StringComparer.Ordinal);
        try
        {
            using var document = JsonDocument.Parse(BoundedFile.ReadAllBytes(path, MaxBytes));
            foreach (var property in document.RootElement.GetProperty("weight_map").EnumerateObject())
            {
                if (shards.Count > MaxShards)
                    throw new InvalidDataException($"{path} names more than {MaxShards:N0} files.");
                var file = property.Value.GetString();
                if (string.IsNullOrEmpty(file) || file is "." or ".." || file.AsSpan().IndexOfAny("/\\:\0") >= 0)
                    throw new InvalidDataException($"{path}: '{file}' is not the name of a file beside it.");
                if (!names.Add(property.Name))
                    throw new InvalidDataException($"{path} lists '{property.Name}' twice.");

                var shard = Path.Combine(folder, file);
                if (!shards.TryGetValue(shard, out var tensors))
                    shards.Add(shard, tensors = []);
                tensors.Add(property.Name);
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new InvalidDataException($"{path} is not the index of several files of tensors: {e.Message}", e);
        }

        return shards.ToDictionary(pair => pair.Key, pair => (IReadOnlyList<string>)pair.Value, StringComparer.Ordinal);
    }
}
