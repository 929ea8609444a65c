using System.CommandLine;
using MinImagen.Cli.Bench;
using MinImagen.Cli.Terminal;
using MinImagen.Lib.Engine;
using MinImagen.Lib.Tensors;
using static TorchSharp.torch;

namespace MinImagen.Cli.Commands;

/// <summary>`minimagen bench …`: measurements.</summary>
public static class BenchCommand
{
    private static readonly Option<string[]> models = new("--model")
    {
        Description = "Which models",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => ["base", "super"],
    };

    private static readonly Option<BenchWork[]> works = new("--work")
    {
        Description = "What to measure them at",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => Enum.GetValues<BenchWork>(),
    };

    private static readonly Option<Precision[]> precisions = new("--precision")
    {
        Description = "What to compute with",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => Enum.GetValues<Precision>(),
    };

    private static readonly Option<int[]> threads = new("--threads")
    {
        Description = "On how many threads; one a core when left out",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [],
    };

    private static readonly Option<int> rounds = new("--rounds")
    {
        Description = "How many measurements of each",
        DefaultValueFactory = _ => 11,
    };

    private static readonly Option<DirectoryInfo?> original = new("--python-original")
    {
        Description = "The source of the Python original, to take turns with it on the same weights",
        HelpName = "DIR",
    };

    private static readonly Option<string> python = new("--python")
    {
        Description = "The Python to run it with, which has torch, einops, einops_exts and tqdm",
        DefaultValueFactory = _ => "/usr/bin/python3",
    };

    private static readonly Option<bool> sameSettings = new("--same-settings")
    {
        Description = "Give the original the settings that `minimagen info` shows; else it runs as it comes",
    };

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        models.AcceptOnlyFromAmong(BenchModel.All.Select(model => model.Name).ToArray());
        rounds.MustBe(count => count >= 1, "at least 1");
        threads.MustBe(counts => counts is null || counts.All(count => count >= 1), "at least 1");

        var json = JsonReport.CreateOption();
        var command = new Command("bench", "Measure how fast models compute, beside the Python original")
        {
            models, works, precisions, threads, rounds, original, python, sameSettings, json,
            BenchOverheadCommand.Create(), BenchSamplersCommand.Create(), BenchStartCommand.Create(), BenchMemoryCommand.Create(),
        };
        command.SetAction((parsed, cancellation) =>
            Task.FromResult(Run(Read(parsed), parsed.GetValue(json), cancellation)));
        return command.WithExamples(
            ("minimagen bench", "a forward pass, a training step and a sampling step of two small models"),
            ("minimagen bench --work train --threads 1 2", "a training step, on one thread and on two"),
            ("minimagen bench --python-original MinImagen", "beside the Python original, whose source was cloned there"),
            ("minimagen bench overhead", "what one operator call costs, beside PyTorch's own"),
            ("minimagen bench start", "from a new process to its first sampling step"),
            ("minimagen bench memory", "what a training holds at most"),
            ("minimagen bench samplers", "what each sampler makes of few steps"));
    }

    private static BenchOptions Read(ParseResult parsed) => new()
    {
        Models = BenchModel.All.Where(model => parsed.GetValue(models)!.Contains(model.Name)).ToArray(),
        Works = parsed.GetValue(works)!,
        Precisions = parsed.GetValue(precisions)!,
        Threads = parsed.GetValue(threads)!,
        Rounds = parsed.GetValue(rounds),
        Python = parsed.GetValue(python)!,
        Original = parsed.GetValue(original),
        SameSettings = parsed.GetValue(sameSettings),
    };

    private static int Run(BenchOptions options, bool json, CancellationToken cancellation)
    {
        if (options.Original is { Exists: false })
        {
            throw new CommandException($"there is no folder {options.Original}: clone the original there", ExitCode.WrongUsage);
        }

        var threadsBefore = get_num_threads();
        try
        {
            var results = ProgressBoard.Run(board => new BenchSuite(options, board, cancellation).Run());
            if (json)
            {
                JsonReport.Write(new { Settings = EngineSettings.OfThisProcess.All, Results = results });
            }
            else
            {
                BenchTable.Write(results);
            }
        }
        finally
        {
            set_num_threads(threadsBefore);
        }

        return ExitCode.Done;
    }
}
