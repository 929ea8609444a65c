using System.Text.Json;
using MinImagen.Lib.Tensors;

namespace MinImagen.Cli.Bench;

/// <summary>The most memory that a process held which did one piece of work and nothing else, in MB (2²⁰ bytes).</summary>
/// <param name="Own">Ours.</param>
/// <param name="Original">The original's, in a process of its own too; null where it was not measured.</param>
internal sealed record PeakMemory(double Own, double? Original)
{
    /// <summary>Has a new process run `minimagen bench` on one piece of work.</summary>
    /// <param name="model">The model's name.</param>
    /// <param name="work">The work.</param>
    /// <param name="precision">What it computes with.</param>
    /// <param name="threads">On how many threads.</param>
    /// <param name="rounds">How many measurements after the first runs.</param>
    /// <param name="beside">Options of `minimagen bench` that say where the original is; empty without it.</param>
    /// <param name="cancellation">Ends the process.</param>
    public static PeakMemory OfNewProcess(
        string model, BenchWork work, Precision precision, int threads, int rounds, IEnumerable<string> beside, CancellationToken cancellation)
    {
        var output = OwnProcess.Run(
            [
                "bench", "--model", model, "--work", $"{work}", "--precision", $"{precision}", "--threads", $"{threads}",
                "--rounds", $"{rounds}", "--json", .. beside,
            ],
            cancellation);
        using var report = JsonDocument.Parse(output);
        var result = report.RootElement.GetProperty("results")[0];
        var original = result.GetProperty("original_peak_megabytes");
        return new PeakMemory(
            result.GetProperty("peak_megabytes").GetDouble(), original.ValueKind == JsonValueKind.Null ? null : original.GetDouble());
    }
}
