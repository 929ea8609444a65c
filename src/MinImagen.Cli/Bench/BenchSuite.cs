using MinImagen.Lib.Engine;
using static TorchSharp.torch;

namespace MinImagen.Cli.Bench;

/// <summary>Measures everything that was asked for.</summary>
/// <param name="options">What.</param>
/// <param name="cancellation">Stops between two rounds.</param>
internal sealed class BenchSuite(BenchOptions options, CancellationToken cancellation)
{
    /// <summary>Measures.</summary>
    /// <returns>A result for each combination of model, threads and work.</returns>
    public IReadOnlyList<BenchResult> Run()
    {
        var folder = Directory.CreateTempSubdirectory("minimagen-bench-");
        try
        {
            using var original = options.Original is null
                ? null
                : new OriginalProcess(options.Python, options.Original.FullName, folder.FullName, OriginalEnvironment());
            var run = new BenchRun(options.Rounds, cancellation);
            var results = new List<BenchResult>();
            foreach (var model in options.Models)
            {
                foreach (var threads in options.Threads.DefaultIfEmpty(get_num_threads()))
                {
                    set_num_threads(threads);
                    foreach (var (work, precision) in options.Works.SelectMany(work => options.Precisions.Select(precision => (work, precision))))
                    {
                        using var subject = new BenchSubject(model, precision);
                        subject.Save(folder.FullName);
                        results.Add(run.Measure(model, subject, work, precision, original));
                    }
                }
            }

            return results;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private Dictionary<string, string> OriginalEnvironment()
    {
        var settings = EngineSettings.OfThisProcess;
        if (!options.SameSettings)
        {
            return [];
        }

        // Python knows no MINIMAGEN_BLAS: the loader's own variable says the same to it.
        var environment = settings.All
            .Where(setting => setting.Value is not null && setting.Name != BlasLibrary.Variable)
            .ToDictionary(setting => setting.Name, setting => setting.Value!);
        if (settings.Blas.Folder is { } blas)
        {
            environment["LD_LIBRARY_PATH"] = blas;
        }

        return environment;
    }
}
