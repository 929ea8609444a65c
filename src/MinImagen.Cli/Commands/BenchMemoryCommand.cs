using System.CommandLine;
using System.Globalization;
using MinImagen.Cli.Bench;
using MinImagen.Cli.Terminal;
using MinImagen.Lib.Tensors;
using static TorchSharp.torch;

namespace MinImagen.Cli.Commands;

/// <summary>`minimagen bench memory`: the most memory that a process holds which trains and does nothing else.</summary>
public sealed class BenchMemoryCommand
{
    private readonly Option<string[]> models = new("--model")
    {
        Description = "Which models",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => ["base", "super"],
    };

    private readonly Option<int> rounds = new("--rounds") { Description = "How many steps to measure after the first ones", DefaultValueFactory = _ => 5 };
    private readonly Option<DirectoryInfo?> original = new("--python-original") { Description = "The source of the Python original, for a process of its own too", HelpName = "DIR" };
    private readonly Option<bool> json = JsonReport.CreateOption();

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var bench = new BenchMemoryCommand();
        bench.models.AcceptOnlyFromAmong(BenchModel.All.Select(model => model.Name).ToArray());
        bench.rounds.MustBe(count => count >= 1, "at least 1");
        var command = new Command("memory", "The most memory that a training holds, each in a process of its own") { bench.models, bench.rounds, bench.original, bench.json };
        command.SetAction((parsed, cancellation) => Task.FromResult(bench.Run(parsed, cancellation)));
        return command.WithExamples(
            ("minimagen bench memory", "of two small models, in both precisions"),
            ("minimagen bench memory --python-original MinImagen", "beside the Python original, whose source was cloned there"));
    }

    private int Run(ParseResult parsed, CancellationToken cancellation)
    {
        string[] beside = parsed.GetValue(original) is { } source ? [original.Name, source.FullName] : [];
        var rows = new List<Row>();
        foreach (var model in parsed.GetValue(models)!)
        {
            foreach (var precision in Enum.GetValues<Precision>())
            {
                rows.Add(Measure(model, precision, parsed.GetValue(rounds), beside, cancellation));
            }
        }

        Report(rows, parsed.GetValue(json));
        return ExitCode.Done;
    }

    private static Row Measure(string model, Precision precision, int count, string[] beside, CancellationToken cancellation)
    {
        var peak = PeakMemory.OfNewProcess(model, BenchWork.Train, precision, get_num_threads(), count, beside, cancellation);
        return new Row(model, precision, peak.Own, peak.Original);
    }

    private static void Report(IReadOnlyList<Row> rows, bool json)
    {
        if (json)
        {
            JsonReport.Write(new { Results = rows });
            return;
        }

        Console.WriteLine("model      precision    peak MB   original's   ratio");
        foreach (var row in rows)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{row.Model,-11}{row.Precision.ToString().ToLowerInvariant(),-9}{row.PeakMegabytes,11:F0}{row.OriginalPeakMegabytes,13:F0}{row.Ratio,8:F2}"));
        }
    }

    /// <summary>What one training held, in MB (2²⁰ bytes).</summary>
    private sealed record Row(string Model, Precision Precision, double PeakMegabytes, double? OriginalPeakMegabytes)
    {
        public double? Ratio => PeakMegabytes / OriginalPeakMegabytes;
    }
}
