using System.CommandLine;
using MinImagen.Cli.Evaluation;
using MinImagen.Cli.Terminal;
using MinImagen.Lib.Cascade;
using MinImagen.Lib.Data;
using MinImagen.Lib.Generation;
using MinImagen.Lib.Training;

namespace MinImagen.Cli.Commands;

/// <summary>
/// `minimagen evaluate`: how often a model draws what it is told, by somebody who can tell: a reader of pictures for shapes.
/// </summary>
public sealed class EvaluateCommand
{
    private const int MostPictures = 20_000;
    private const int UsualPictures = 500;

    private readonly Argument<string> checkpoint = new("checkpoint") { Description = "The training directory of the model" };
    private readonly Option<string?> data = new("--data") { Description = $"What the model was trained on, {DataSources.ShapesName} (default: as its parameters say)" };
    private readonly Option<TrainedWeights> weights = new("--weights") { Description = "The best by validation loss, or those of the last checkpoint", DefaultValueFactory = _ => TrainedWeights.Best };
    private readonly Option<int> limit = new("--limit") { Description = "How many pictures", DefaultValueFactory = _ => UsualPictures };
    private readonly Option<double> oneObject = new("--one-object") { Description = "The share of captions with one object, from 0 to 1", DefaultValueFactory = _ => 0.5 };
    private readonly Option<bool> seen = new("--seen") { Description = "Captions of combinations that training did show, to compare with" };
    private readonly Option<int> batchSize = new("--batch-size") { Description = "Pictures at a time: others draw other noise", DefaultValueFactory = _ => 50 };
    private readonly Option<string?> output = new("--out") { Description = "The folder for the contact sheets (default: evaluation_<timestamp>; none of a sweep)" };
    private readonly SamplingOptions sampling = new(several: true);
    private readonly Option<bool> json = JsonReport.CreateOption();

    private EvaluateCommand()
    {
        limit.MustBe(number => number is >= 1 and <= MostPictures, $"from 1 to {MostPictures}");
        batchSize.MustBe(number => number >= 1, "at least 1");
        oneObject.MustBe(share => share is >= 0 and <= 1, "between 0 and 1");
    }

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var evaluate = new EvaluateCommand();
        var command = new Command("evaluate", "Measure how often a model draws what it is told")
        {
            evaluate.checkpoint, evaluate.data, evaluate.weights, evaluate.limit, evaluate.oneObject, evaluate.seen, evaluate.batchSize, evaluate.output,
        };
        foreach (var option in evaluate.sampling.All)
        {
            command.Add(option);
        }

        command.Add(evaluate.json);
        command.SetAction((parsed, cancellation) => Task.FromResult(evaluate.Run(parsed, cancellation)));
        return command.WithExamples(
            ("minimagen evaluate data/checkpoints/shapes", "500 captions of combinations that training never showed, as its sampling.json says"),
            ("minimagen evaluate training_… --guidance 1 2 3,1.5 --thresholding static dynamic --limit 60", "a sweep: a row for each of six settings"),
            ("minimagen evaluate training_… --weights last --seen --json", "a running training, on combinations that it was shown"));
    }

    private int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var path = parsed.GetValue(checkpoint)!;
        var settings = sampling.ReadAll(parsed, SamplingSettings.Find(path) ?? new SamplingSettings());
        var world = parsed.GetValue(data) ?? TrainingDirectory.Open(path).LoadTrainingParameters().GetValueOrDefault("DATA");
        if (world is not (DataSources.ShapesName or DataSources.HeldOutShapesName))
        {
            throw new CommandException(
                $"{path}: trained on {world ?? "something that its parameters do not name"}; only models of {DataSources.ShapesName} can be judged, say --data", ExitCode.WrongUsage);
        }

        using var generator = ImageGenerator.Open(path, parsed.GetValue(weights));
        try
        {
            return EvaluateShapes(parsed, generator, settings, cancellation);
        }
        catch (ArgumentException impossible)
        {
            // Lists that do not fit the number of U-Nets, more steps than the model has, guidance that it cannot follow.
            throw new CommandException(impossible.Message, ExitCode.WrongUsage, impossible);
        }
    }

    private int EvaluateShapes(ParseResult parsed, ImageGenerator generator, IReadOnlyList<SamplingSettings> settings, CancellationToken cancellation)
    {
        var seed = sampling.ReadSeed(parsed) ?? 0;
        var split = parsed.GetValue(seen) ? DataSplit.Train : DataSplit.Validation;
        var asked = ShapesQuestions.Draw(parsed.GetValue(limit), parsed.GetValue(oneObject), split, seed);
        var evaluation = new ShapesEvaluation(generator, asked, seed, parsed.GetValue(batchSize));
        var isSweep = settings.Count > 1;
        IReadOnlyList<string> sheets = [];
        var results = ProgressBoard.Run(board =>
        {
            var bar = new SamplingBar(board, "drawing", evaluation.Batches * settings.Count);
            return settings.Select(one =>
            {
                var (result, pictures) = evaluation.Run(one, bar, cancellation);
                using (pictures)
                {
                    sheets = isSweep ? [] : ShapesSheets.Save(FolderOf(parsed), result.Outcomes, pictures);
                }

                return result;
            }).ToArray();
        });

        if (parsed.GetValue(json))
        {
            JsonReport.Write(ShapesReport.Of(parsed.GetValue(checkpoint)!, split, seed, results, sheets));
        }
        else
        {
            Print(results, sheets);
        }

        return ExitCode.Done;
    }

    private static void Print(ShapesResult[] results, IReadOnlyList<string> sheets)
    {
        if (results.Length > 1)
        {
            Console.WriteLine($"{results[0].Outcomes.Count} pictures a row; the first: {results[0].Settings}");
            ShapesTables.Show(results);
            return;
        }

        Console.WriteLine(FormattableString.Invariant($"{results[0].Outcomes.Count} pictures, {results[0].SecondsAPicture:F2} s each: {results[0].Settings}"));
        ShapesTables.Show(results[0]);
        foreach (var sheet in sheets)
        {
            Console.WriteLine(sheet);
        }
    }

    private string FolderOf(ParseResult parsed) => Path.GetFullPath(
        parsed.GetValue(output) ?? DateTime.Now.ToString("'evaluation_'yyyyMMdd_HHmmss", System.Globalization.CultureInfo.InvariantCulture));
}
