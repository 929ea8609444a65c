using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using MinImagen.Cli.Bench;
using MinImagen.Cli.Terminal;
using MinImagen.Lib.Cascade;
using MinImagen.Lib.Text;
using MinImagen.Lib.Training;
using static TorchSharp.torch;

namespace MinImagen.Cli.Commands;

/// <summary>`minimagen bench start`: how long a new process takes until its first sampling step.</summary>
public sealed class BenchStartCommand
{
    private readonly Option<string?> from = new("--from") { Description = "The training directory of the model (default: a fresh model \"base\" of `minimagen bench`)" };
    private readonly Option<int> rounds = new("--rounds") { Description = "How many processes to start", DefaultValueFactory = _ => 7 };
    private readonly Option<long?> since = new("--since") { Description = "Be such a process", Hidden = true };
    private readonly Option<bool> json = JsonReport.CreateOption();

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var bench = new BenchStartCommand();
        bench.rounds.MustBe(count => count >= 1, "at least 1");
        var command = new Command("start", "How long a new process takes until its first sampling step") { bench.from, bench.rounds, bench.since, bench.json };
        command.SetAction((parsed, cancellation) => Task.FromResult(bench.Run(parsed, cancellation)));
        return command.WithExamples(
            ("minimagen bench start", "the medians of seven processes, stage by stage"),
            ("minimagen bench start --from data/checkpoints/shapes", "of a model that was trained"));
    }

    private int Run(ParseResult parsed, CancellationToken cancellation)
    {
        if (parsed.GetValue(since) is { } asked)
        {
            Console.WriteLine(JsonSerializer.Serialize(StartStages.Pass(parsed.GetValue(from)!, asked)));
            return ExitCode.Done;
        }

        var folder = Directory.CreateTempSubdirectory("minimagen-bench-");
        try
        {
            var training = parsed.GetValue(from) ?? FreshModel(Path.Combine(folder.FullName, "training"));
            var count = parsed.GetValue(rounds);
            var passed = ProgressBoard.Run(board =>
            {
                var row = board.Add("starting", count);
                return Enumerable.Range(1, count).Select(round =>
                {
                    var stages = StartStages.OfNewProcess(training, since.Name, cancellation);
                    row.Report(round);
                    return stages;
                }).ToArray();
            });
            Report(passed, parsed.GetValue(json));
            return ExitCode.Done;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Report(IReadOnlyList<StartStages> passed, bool json)
    {
        Spread Of(Func<StartStages, double> stage) => Spread.Of(passed.Select(stage));
        var (runtime, engine, model, step) = (Of(one => one.Runtime), Of(one => one.Engine), Of(one => one.Model), Of(one => one.Step));
        if (json)
        {
            JsonReport.Write(new { Rounds = passed.Count, Seconds = new { Runtime = runtime, Engine = engine, Model = model, Step = step } });
            return;
        }

        Console.WriteLine("seconds from the start     median   quartiles");
        foreach (var (name, spread) in new[] { (".NET and command line", runtime), ("LibTorch, beside it", engine), ("model, text encoder", model), ("first sampling step", step) })
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-25}{spread.Median,8:F3}   {spread.Low:F3} – {spread.High:F3}"));
        }
    }

    private static string FreshModel(string path)
    {
        using var encoder = TextEncoders.Get(TextEncoders.Default);
        var options = new ImagenOptions { ImageSizes = [BenchModel.All[0].Side], TextEncoderName = TextEncoders.Default, TextEmbedDim = encoder.EncodedDim };
        manual_seed(0);
        using var imagen = Imagen.Create([BenchModel.All[0].Options], options);
        var directory = TrainingDirectory.Create(path);
        directory.SaveParameters(imagen, []);
        directory.SaveWeights(imagen, 0, TextEncoderStamp.Of(encoder), step: 0, validationLoss: null);
        return path;
    }
}
