using System.Text.Json;
using MinImagen.Lib.Tensors;
using MinImagen.Lib.Tests.Data;
using static TorchSharp.torch;

namespace MinImagen.Lib.Tests.Text;

/// <summary>Numbers recorded from the Python original; tests/golden/README.md says how.</summary>
public static class GoldenData
{
    private static readonly JsonDocument Manifest = Json("manifest.json");

    public static string PathOf(string file) => Path.Combine(RepositoryFolder.Golden, file);

    public static JsonDocument Json(string file) => JsonDocument.Parse(File.ReadAllBytes(PathOf(file)));

    public static IReadOnlyDictionary<string, Tensor> Tensors(string id) => SafeTensors.Load(PathOf(id + ".safetensors"));

    /// <summary>The weights of a case by their own names.</summary>
    public static Dictionary<string, Tensor> State(IReadOnlyDictionary<string, Tensor> tensors) => tensors
        .Where(pair => pair.Key.StartsWith("state/", StringComparison.Ordinal))
        .ToDictionary(pair => pair.Key["state/".Length..], pair => pair.Value);

    public static JsonElement Arguments(string id) => Case(id).GetProperty("args");

    public static TheoryData<string> Ids(string kind) => new(Manifest.RootElement.GetProperty("cases").EnumerateArray()
        .Where(entry => entry.GetProperty("kind").GetString() == kind)
        .Select(entry => entry.GetProperty("id").GetString()!));

    /// <summary>The README's tolerance: max|a − b| ≤ max(20 · noise_floor, 1e-5 · max(1, max|expected|)); all but floats exactly.</summary>
    public static void AssertMatches(Tensor expected, Tensor actual, string id)
    {
        Assert.Equal(expected.shape, actual.shape);
        Assert.Equal(expected.dtype, actual.dtype);
        if (!expected.is_floating_point())
        {
            Assert.True(expected.eq(actual).all().item<bool>());
            return;
        }

        var noise = Case(id).TryGetProperty("noise_floor", out var floor) ? floor.GetDouble() : 0;
        var worst = (expected - actual).abs().max().item<float>();
        Assert.True(
            worst <= Math.Max(20 * noise, 1e-5 * Math.Max(1, expected.abs().max().item<float>())),
            $"{id} differs by up to {worst}");
    }

    private static JsonElement Case(string id) => Manifest.RootElement.GetProperty("cases").EnumerateArray()
        .Single(entry => entry.GetProperty("id").GetString() == id);
}
