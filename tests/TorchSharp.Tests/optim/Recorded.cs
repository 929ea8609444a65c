using System.Text.Json;
using System.Text.Json.Serialization;

namespace TorchSharp.Tests.optim;

/// <summary>What record.py wrote down of PyTorch 1.13.</summary>
internal sealed record Recorded(IReadOnlyList<RecordedOptimizer> Optimizers, IReadOnlyList<RecordedSchedule> Schedulers)
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        NumberHandling = JsonNumberHandling.AllowReadingFromString,
    };

    internal static Recorded Numbers { get; } = Read();

    private static Recorded Read()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "MinImagen.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("MinImagen.sln is in no folder above the tests.");
        using var file = File.OpenRead(Path.Combine(folder.FullName, "tests", "TorchSharp.Tests", "optim", "recorded.json"));
        return JsonSerializer.Deserialize<Recorded>(file, Json)!;
    }
}

/// <summary>A run. Gradients are by step and parameter, null where a parameter had none; so is what the parameters were after the step.</summary>
internal sealed record RecordedOptimizer(
    string Name,
    string Optimizer,
    string Dtype,
    IReadOnlyDictionary<string, JsonElement> Options,
    IReadOnlyList<RecordedGroup> Groups,
    long[][] Shapes,
    double[][] Start,
    double[]?[][] Gradients,
    double[][][] After);

internal sealed record RecordedGroup(int[] Parameters, IReadOnlyDictionary<string, JsonElement> Options);

/// <summary>Rates before the first step and after each: by group, the learning rate and the momentum or first beta.</summary>
internal sealed record RecordedSchedule(
    string Name,
    string Scheduler,
    IReadOnlyDictionary<string, JsonElement> Arguments,
    string Optimizer,
    IReadOnlyDictionary<string, JsonElement> Options,
    double[][][] Rates);
