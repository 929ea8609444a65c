using System.Text.Json;
using MinImagen.Lib.Tests.Data;
using static TorchSharp.torch;

namespace MinImagen.Lib.Tests;

/// <summary>A case of <c>tests/golden</c>: numbers recorded from the Python original.</summary>
internal sealed class Golden
{
    private static readonly string Folder = RepositoryFolder.Golden;

    private static readonly Dictionary<string, JsonElement> Manifest = ReadManifest();

    private readonly IReadOnlyDictionary<string, Tensor> tensors;

    private Golden(JsonElement fields)
    {
        Fields = fields;
        tensors = Load(fields.GetProperty("file").GetString()!);
    }

    /// <summary>The case's entry in the manifest.</summary>
    public JsonElement Fields { get; }

    /// <summary>What the recorded object was made with.</summary>
    public JsonElement Args => Fields.GetProperty("args");

    public long Seed => Fields.GetProperty("seed").GetInt64();

    public Tensor this[string key] => tensors[key];

    public Tensor? OrNull(string key) => tensors.GetValueOrDefault(key);

    public static Golden Case(string id) => new(Manifest[id]);

    /// <summary>The ids of all cases of some kinds, but for models of gigabytes, which take seconds to make.</summary>
    public static TheoryData<string> Ids(params string[] kinds) =>
        [.. Manifest.Values.Where(fields => kinds.Contains(fields.GetProperty("kind").GetString()) && !IsHuge(fields))
            .Select(fields => fields.GetProperty("id").GetString()!)];

    public IEnumerable<string> Keys(string prefix) => tensors.Keys.Where(key => key.StartsWith(prefix, StringComparison.Ordinal));

    /// <summary>The recorded weights, under their own keys.</summary>
    public Dictionary<string, Tensor> State(string name = "state") =>
        Fields.TryGetProperty("state_files", out var files) && files.TryGetProperty(name, out var file)
            ? new(Load(file.GetString()!))
            : Keys(name + "/").ToDictionary(key => key[(name.Length + 1)..], key => tensors[key]);

    /// <summary>Asserts that a tensor is the recorded one, as near as the README of the golden data says.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="actual">What was computed.</param>
    /// <param name="rounding">By how much two right answers can differ, since their inputs are rounded.</param>
    public void AssertEqual(string key, Tensor actual, double rounding = 0)
    {
        using var scope = NewDisposeScope();
        var expected = tensors[key];
        Assert.Equal(expected.shape, actual.shape);
        var wide = expected.to(ScalarType.Float64);
        var difference = expected.numel() == 0 ? 0 : (wide - actual.detach().to(ScalarType.Float64)).abs().max().item<double>();
        var allowed = Math.Max(rounding, Tolerance(wide));
        Assert.True(difference <= allowed, $"{key} is off by {difference:g3}, and {allowed:g3} is allowed");
    }

    /// <summary>max(20 · floor, 1e-5 · max(1, max|expected|)), and 0 for integers and booleans.</summary>
    private double Tolerance(Tensor expected)
    {
        var floor = Fields.TryGetProperty("noise_floor", out var value) ? value.GetDouble() : 0;
        return Math.Max(20 * floor, 1e-5 * Math.Max(1, expected.abs().max().item<double>()));
    }

    private static bool IsHuge(JsonElement fields) =>
        fields.TryGetProperty("param_count", out var count) && count.GetInt64() > 100_000_000;

    private static Dictionary<string, JsonElement> ReadManifest()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "manifest.json")));
        return document.RootElement.GetProperty("cases").EnumerateArray()
            .ToDictionary(fields => fields.GetProperty("id").GetString()!, fields => fields.Clone());
    }

    /// <summary>A safetensors file, read in the plainest way: the oracle of the tests does not lean on what they test.</summary>
    private static Dictionary<string, Tensor> Load(string file)
    {
        var bytes = File.ReadAllBytes(Path.Combine(Folder, file));
        var headerLength = (int)BitConverter.ToInt64(bytes, 0);
        using var header = JsonDocument.Parse(bytes.AsMemory(8, headerLength));
        var result = new Dictionary<string, Tensor>();
        foreach (var entry in header.RootElement.EnumerateObject().Where(entry => entry.Name != "__metadata__"))
        {
            var shape = entry.Value.GetProperty("shape").EnumerateArray().Select(side => side.GetInt64()).ToArray();
            var begin = 8 + headerLength + entry.Value.GetProperty("data_offsets")[0].GetInt32();
            var dtype = entry.Value.GetProperty("dtype").GetString() switch
            {
                "F32" => ScalarType.Float32,
                "F64" => ScalarType.Float64,
                "I64" => ScalarType.Int64,
                "BOOL" => ScalarType.Bool,
                var other => throw new InvalidDataException($"{file} holds {other}"),
            };
            var tensor = zeros(shape, dtype: dtype);
            bytes.AsSpan(begin, (int)(tensor.numel() * tensor.element_size())).CopyTo(tensor.bytes);
            result.Add(entry.Name, tensor);
        }

        return result;
    }
}
