using System.CommandLine;
using System.Globalization;
using MinImagen.Cli.SamplerBench;
using MinImagen.Cli.Terminal;
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

    private readonly Option<string> checkpoint = new("--checkpoint") { Description = "The training directory of a model of shapes, or the name of one that ships", DefaultValueFactory = _ => DataSources.ShapesName };
    private readonly Option<string> output = new("--out") { Description = "The folder for rows.json and samplers.svg; rows that are there are not measured again", DefaultValueFactory = _ => "bench_samplers" };
    private readonly Option<int> captions = new("--captions") { Description = "Pictures a row, each of another caption", DefaultValueFactory = _ => 100 };
    private readonly Option<bool> heldOut = new("--held-out") { Description = "Captions of combinations that training never shows" };
    private readonly Option<string> samplers = new("--samplers") { Description = "Which, between commas", DefaultValueFactory = _ => string.Join(',', Samplers.Names) };
    private readonly Option<string> steps = new("--steps") { Description = "How many, between commas", DefaultValueFactory = _ => $"2,5,10,20,50,100,250,{All}" };
    private readonly Option<OneOrEach<double>?> guidance = new("--guidance")
    {
        Description = "Guidance, or a list with one a U-Net (default: as the checkpoint's sampling.json says, else 3)",
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
            ("minimagen bench samplers", "the whole table for the model that ships; interrupted, the same line goes on where it was"),
            ("minimagen bench samplers --held-out --samplers ddpm,dpmpp --steps 5,10,20,all", "on combinations that training never showed, a few rows"),
            ("minimagen bench samplers --checkpoint training_… --samplers dpmpp --steps 10,20 --captions 50", "two rows of another model"));
    }

    private int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var named = ReadSamplers(parsed.GetValue(samplers)!);
        var counts = ReadSteps(parsed.GetValue(steps)!);
        var model = TrainedModel.Open(parsed.GetValue(checkpoint)!);
        var settings = model.Settings ?? new SamplingSettings();
        settings = settings with { Guidance = parsed.GetValue(guidance) ?? settings.Guidance };

        using var generator = ImageGenerator.Open(model.Folder);
        var imagen = generator.Imagen;
        var data = new ShapesDataset(new ShapesOptions
        {
            Side = imagen.Options.ImageSizes[imagen.Unets.Count - 1],
            Count = parsed.GetValue(captions),
            Seed = parsed.GetValue(seed),
            Split = parsed.GetValue(heldOut) ? DataSplit.Validation : DataSplit.Train,
        });

        var setup = new BenchSetup(
            SamplerBenchRun.Digest(imagen),
            data.Count,
            parsed.GetValue(seed),
            parsed.GetValue(heldOut),
            settings.Guidance.ToString(),
            string.Create(CultureInfo.InvariantCulture, $"{settings.Thresholding} {settings.Percentile}").Trim(),
            parsed.GetValue(batchSize));
        var record = BenchRecord.Open(Path.Combine(parsed.GetValue(output)!, "rows.json"), setup);
        var plan = BenchPoint.Plan(named, counts, imagen.Schedules.Min(schedule => schedule.Timesteps));
        var run = new SamplerBenchRun(generator, data, settings.ToSampleOptions(parsed.GetValue(seed)), parsed.GetValue(batchSize));
        try
        {
            ProgressBoard.Run(board => run.Run(plan, record, board, cancellation));
        }
        finally
        {
            // Of a bench that was interrupted, the rows that are done.
            BenchRow[] rows = [.. plan.SelectMany(point => record.Rows.Where(row => row.Point == point).Take(1))];
            if (rows.Length > 0)
            {
                Report(rows, setup, parsed.GetValue(output)!, parsed.GetValue(json));
            }
        }

        return ExitCode.Done;
    }

    private static void Report(IReadOnlyList<BenchRow> rows, BenchSetup setup, string folder, bool json)
    {
        var plot = Path.Combine(folder, "samplers.svg");
        AtomicFile.WriteText(plot, SamplerPlot.Draw(rows));
        if (!json)
        {
            SamplerTable.Write(rows);
            Console.WriteLine($"Drawn in {plot}");
            return;
        }

        var verdict = BenchVerdict.Of(rows);
        JsonReport.Write(new
        {
            Setup = setup,
            Plot = plot,
            Rows = rows.Select(row => new
            {
                row.Sampler,
                Steps = row.StepsTaken,
                Pictures = row.Score.All.Trials,
                row.Score,
                row.Sharpness,
                row.SecondsAPicture,
                TimesAsFast = verdict is null ? (double?)null : row.TimesAsFastAs(verdict.Original),
            }),
            Fastest = verdict is null ? null : new { verdict.Fastest.Sampler, Steps = verdict.Fastest.StepsTaken, verdict.TimesAsFast },
        });
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
