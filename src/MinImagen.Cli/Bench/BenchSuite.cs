using MinImagen.Cli.Terminal;
using MinImagen.Lib.Engine;
using static TorchSharp.torch;

namespace MinImagen.Cli.Bench;

/// <summary>Measures everything that was asked for.</summary>
/// <param name="options">What.</param>
/// <param name="board">Where progress is shown.</param>
/// <param name="cancellation">Stops between two runs.</param>
internal sealed class BenchSuite(BenchOptions options, ProgressBoard board, CancellationToken cancellation)
{
    /// <summary>Measures every case once in each round, so that the cases can be compared with one another too.</summary>
    /// <returns>A result for each combination of model, threads, work and precision.</returns>
    public IReadOnlyList<BenchResult> Run()
    {
        var folder = Directory.CreateTempSubdirectory("minimagen-bench-");
        var cases = new List<BenchCase>();
        try
        {
            using var original = options.Original is null
                ? null
                : new OriginalProcess(options.Python, options.Original.FullName, folder.FullName, OriginalEnvironment());
            MakeCases(cases, original);
            var row = board.Add("measuring", cases.Count * (BenchCase.WarmUps + options.Rounds));
            var done = 0;
            foreach (var one in cases)
            {
                row.Report(done, "the first runs");
                one.WarmUp(folder.FullName, cancellation);
                done += BenchCase.WarmUps;
            }

            for (var round = 1; round <= options.Rounds; round++)
            {
                foreach (var one in cases)
                {
                    cancellation.ThrowIfCancellationRequested();
                    one.Measure();
                    row.Report(++done, $"round {round} of {options.Rounds}");
                }
            }

            BenchResult[] results = [.. cases.Select(one => one.Result())];
            return results.Length == 1 ? results : WithOwnMemory(results);
        }
        finally
        {
            cases.ForEach(one => one.Dispose());
            folder.Delete(recursive: true);
        }
    }

    private void MakeCases(List<BenchCase> cases, OriginalProcess? original)
    {
        foreach (var model in options.Models)
        {
            foreach (var threads in options.Threads.DefaultIfEmpty(get_num_threads()))
            {
                foreach (var (work, precision) in options.Works.SelectMany(work => options.Precisions.Select(precision => (work, precision))))
                {
                    cases.Add(new BenchCase(model, work, precision, threads, original));
                }
            }
        }
    }

    /// <summary>This process holds all models at once: what each needs, a process says that has no other.</summary>
    private BenchResult[] WithOwnMemory(BenchResult[] results)
    {
        string[] beside =
        [
            .. options.Original is { } source ? ["--python-original", source.FullName, "--python", options.Python] : Array.Empty<string>(),
            .. options.SameSettings ? ["--same-settings"] : Array.Empty<string>(),
        ];
        var row = board.Add("memory", results.Length);
        return [.. results.Select((result, index) =>
        {
            row.Report(index, $"{result.Model}, {result.Work.ToString().ToLowerInvariant()}");
            var peak = PeakMemory.OfNewProcess(result.Model, result.Work, result.Precision, result.Threads, rounds: 1, beside, cancellation);
            return result with { PeakMegabytes = peak.Own, OriginalPeakMegabytes = peak.Original };
        })];
    }

    private Dictionary<string, string> OriginalEnvironment() => options.SameSettings
        ? EngineSettings.OfThisProcess.All
            .Where(setting => setting.Value is not null)
            .ToDictionary(setting => setting.Name, setting => setting.Value!)
        : [];
}
