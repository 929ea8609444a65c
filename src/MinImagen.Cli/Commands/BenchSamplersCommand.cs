using System.CommandLine;
using System.Globalization;
using MinImagen.Cli.SamplerBench;
using MinImagen.Cli.Terminal;
using MinImagen.Lib.Cascade;
using MinImagen.Lib.Data;
using MinImagen.Lib.Data.Shapes;
using MinImagen.Lib.Diffusion;
using MinImagen.Lib.Files;
using MinImagen.Lib.Generation;
using MinImagen.Lib.Unets;

namespace MinImagen.Cli.Commands;

/// <summary>
/// `minimagen bench samplers`: how well captions are obeyed, how sharp the pictures are and how long they take, for each
/// sampler and number of steps, on a model trained on shapes.
/// </summary>
public sealed class BenchSamplersCommand
{
    private const string All = "all";

    private readonly Option<string> checkpoint = new("--checkpoint") { Description = "The training directory of a model of shapes", Required = true };
    private readonly Option<string> output = new("--out") { Description = "The folder for rows.json and samplers.svg; rows that are there are not measured again", DefaultValueFactory = _ => "bench_samplers" };
    private readonly Option<int> captions = new("--captions") { Description = "Pictures a row, each of another caption", DefaultValueFactory = _ => 100 };
    private readonly Option<bool> heldOut = new("--held-out") { Description = "Captions of combinations that training never shows" };
    private readonly Option<string> samplers = new("--samplers") { Description = "Which, between commas", DefaultValueFactory = _ => string.Join(',', Samplers.Names) };
    private readonly Option<string> steps = new("--steps") { Description = "How many, between commas", DefaultValueFactory = _ => $"5,10,20,50,100,250,{All}" };
    private readonly Option<OneOrEach<double>?> guidance = new("--guidance")
    {
        Description = "Guidance, or a list with one a U-Net (default: 3)",
        Arity = ArgumentArity.ExactlyOne,
        CustomParser = result => PerUnet.Parse<double>(result, double.IsFinite, "a number"),
    };

    private readonly Option<int> batchSize = new("--batch-size") { Description = "Pictures at a time", DefaultValueFactory = _ => 25 };
    private readonly Option<long> seed = new("--seed") { Description = "Decides captions and noise", DefaultValueFactory = _ => 0 };
    private readonly Option<bool> json = JsonReport.CreateOption();

    private BenchSamplersCommand()
    {
        foreach (var option in new[] { captions, batchSize })
        {
            option.MustBe(count => count >= 1, "at least 1");
        }
    }

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var bench = new BenchSamplersCommand();
        var command = new Command("samplers", "Captions obeyed, sharpness and time for each sampler and number of steps")
        {
            bench.checkpoint, bench.output, bench.captions, bench.heldOut, bench.samplers, bench.steps, bench.guidance,
            bench.batchSize, bench.seed, bench.json,
        };
        command.SetAction((parsed, cancellation) => Task.FromResult(bench.Run(parsed, cancellation)));
        return command.WithExamples(
            ("minimagen bench samplers --checkpoint training_…", "the whole table; interrupted, the same line goes on where it was"),
            ("minimagen bench samplers --checkpoint training_… --samplers dpmpp --steps 10,20 --captions 50", "two rows"));
    }

    private int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var named = ReadSamplers(parsed.GetValue(samplers)!);
        var counts = ReadSteps(parsed.GetValue(steps)!);
        var options = new SampleOptions { CondScale = parsed.GetValue(guidance) ?? 3, Seed = parsed.GetValue(seed) };

        using var generator = ImageGenerator.Open(parsed.GetValue(checkpoint)!);
        var imagen = generator.Imagen;
        var data = new ShapesDataset(new ShapesOptions
        {
            Side = imagen.Options.ImageSizes[imagen.Unets.Count - 1],
            Count = parsed.GetValue(captions),
            Seed = parsed.GetValue(seed),
            Split = parsed.GetValue(heldOut) ? DataSplit.Validation : DataSplit.Train,
        });

        var folder = parsed.GetValue(output)!;
        var setup = new BenchSetup(
            SamplerBenchRun.Digest(imagen), data.Count, parsed.GetValue(seed), parsed.GetValue(heldOut), options.CondScale.ToString(), parsed.GetValue(batchSize));
        var record = BenchRecord.Open(Path.Combine(folder, "rows.json"), setup);
        var plan = BenchPoint.Plan(named, counts, imagen.Schedules.Min(schedule => schedule.Timesteps));
        var rows = ProgressBoard.Run(board =>
            new SamplerBenchRun(generator, data, options, parsed.GetValue(batchSize)).Run(plan, record, board, cancellation));

        var plot = Path.Combine(folder, "samplers.svg");
        AtomicFile.WriteText(plot, SamplerPlot.Draw(rows));
        Report(rows, setup, plot, parsed.GetValue(json));
        return ExitCode.Done;
    }

    private static void Report(IReadOnlyList<BenchRow> rows, BenchSetup setup, string plot, bool json)
    {
        if (json)
        {
            JsonReport.Write(new
            {
                Setup = setup,
                Plot = plot,
                Rows = rows.Select(row => new
                {
                    row.Sampler,
                    Steps = row.StepsTaken,
                    row.Pictures,
                    row.Obeyed,
                    Accuracy = row.Accuracy.Share,
                    AccuracyLow = row.Accuracy.Low,
                    AccuracyHigh = row.Accuracy.High,
                    row.Sharpness,
                    row.SecondsAPicture,
                }),
            });
            return;
        }

        Console.WriteLine("sampler      steps   captions obeyed (95 %)   sharpness   seconds a picture");
        foreach (var row in rows)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{row.Sampler,-10}{row.StepsTaken,8}   {row.Accuracy.Share,6:P0} ({row.Accuracy.Low:P0} to {row.Accuracy.High:P0}){row.Sharpness,14:F2}{row.SecondsAPicture,20:F3}"));
        }

        Console.WriteLine($"Drawn in {plot}");
    }

    private static string[] ReadSamplers(string names)
    {
        try
        {
            Samplers.Parse(names);
            return names.Split(',', StringSplitOptions.TrimEntries);
        }
        catch (FormatException exception)
        {
            throw new CommandException(exception.Message, ExitCode.WrongUsage, exception);
        }
    }

    private static int?[] ReadSteps(string counts) =>
    [
        .. counts.Split(',', StringSplitOptions.TrimEntries).Select(word =>
            word == All ? (int?)null
            : int.TryParse(word, CultureInfo.InvariantCulture, out var count) && count >= 1 ? count
            : throw new CommandException($"--steps: '{word}' is neither a whole number from 1 nor '{All}'", ExitCode.WrongUsage)),
    ];
}
