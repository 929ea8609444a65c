using System.CommandLine;
using MinImagen.Cli.Evaluation;
using MinImagen.Cli.Terminal;
using MinImagen.Lib.Data;
using MinImagen.Lib.Generation;
using MinImagen.Lib.Training;

namespace MinImagen.Cli.Commands;

/// <summary>
/// `minimagen evaluate`: how often a model draws what it is told, by somebody who can tell: a reader of pictures for shapes,
/// the nearest of all true pictures for emoji.
/// </summary>
public sealed class EvaluateCommand
{
    private const int MostPictures = 20_000;
    private const int UsualShapes = 500;
    private const int UsualEmoji = 200;

    private static readonly string[] Judged = [DataSources.ShapesName, DataSources.EmojiName, DataSources.EmojiSampleName];

    private readonly Argument<string> checkpoint = new("checkpoint") { Description = "The training directory of the model" };
    private readonly Option<string?> data = new("--data") { Description = $"What the model was trained on, {string.Join(" or ", Judged)} (default: as its parameters say)" };
    private readonly Option<TrainedWeights> weights = new("--weights") { Description = "The best by validation loss, or those of the last checkpoint", DefaultValueFactory = _ => TrainedWeights.Best };
    private readonly Option<int?> limit = new("--limit") { Description = $"How many captions (default: {UsualShapes} of shapes, {UsualEmoji} of emoji)" };
    private readonly Option<double> oneObject = new("--one-object") { Description = "Of shapes: the share of captions with one object, from 0 to 1", DefaultValueFactory = _ => 0.5 };
    private readonly Option<bool> seen = new("--seen") { Description = "Of shapes: captions of combinations that training did show, to compare with" };
    private readonly Option<int> drawings = new("--drawings") { Description = "Of emoji: drawings a caption", DefaultValueFactory = _ => 3 };
    private readonly Option<int> batchSize = new("--batch-size") { Description = "Pictures at a time: others draw other noise", DefaultValueFactory = _ => 50 };
    private readonly Option<string?> output = new("--out") { Description = "The folder for the contact sheets (default: evaluation_<timestamp>; none of a sweep)" };
    private readonly SamplingOptions sampling = new(several: true);
    private readonly Option<bool> json = JsonReport.CreateOption();

    private EvaluateCommand()
    {
        limit.MustBe(number => number is null or (>= 1 and <= MostPictures), $"from 1 to {MostPictures}");
        drawings.MustBe(number => number is >= 1 and <= 100, "from 1 to 100");
        batchSize.MustBe(number => number >= 1, "at least 1");
        oneObject.MustBe(share => share is >= 0 and <= 1, "between 0 and 1");
    }

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var evaluate = new EvaluateCommand();
        var command = new Command("evaluate", "Measure how often a model draws what it is told")
        {
            evaluate.checkpoint, evaluate.data, evaluate.weights, evaluate.limit, evaluate.oneObject, evaluate.seen,
            evaluate.drawings, evaluate.batchSize, evaluate.output,
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
            ("minimagen evaluate data/checkpoints/emoji", "200 emoji that it learnt, three drawings each, recognized among all 1250"),
            ("minimagen evaluate training_… --weights last --seen --json", "a running training, on combinations that it was shown"));
    }

    private int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var path = parsed.GetValue(checkpoint)!;
        var settings = sampling.ReadAll(parsed, SamplingSettings.Find(path) ?? new SamplingSettings());
        var judged = ReadData(parsed, path);
        using var generator = ImageGenerator.Open(path, parsed.GetValue(weights));
        using var evaluation = Begin(parsed, judged, generator, cancellation);
        var sheets = settings.Count > 1 ? null : FolderOf(parsed);
        try
        {
            ProgressBoard.Run(board =>
            {
                var bar = new SamplingBar(board, "drawing", evaluation.Batches * settings.Count);
                foreach (var one in settings)
                {
                    evaluation.Measure(one, sheets, bar, cancellation);
                }

                return true;
            });
        }
        catch (ArgumentException impossible)
        {
            // Lists that do not fit the number of U-Nets, more steps than the model has, guidance that it cannot follow.
            throw new CommandException(impossible.Message, ExitCode.WrongUsage, impossible);
        }

        if (parsed.GetValue(json))
        {
            JsonReport.Write(evaluation.Report());
        }
        else
        {
            evaluation.Show();
        }

        return ExitCode.Done;
    }

    private string ReadData(ParseResult parsed, string path)
    {
        var name = parsed.GetValue(data) ?? TrainingDirectory.Open(path).LoadTrainingParameters().GetValueOrDefault("DATA");
        return Judged.Contains(name) ? name! : throw new CommandException(
            $"{path}: trained on {name ?? "something that its parameters do not name"}; what can be judged is {string.Join(", ", Judged)}: say --data",
            ExitCode.WrongUsage);
    }

    private IEvaluation Begin(ParseResult parsed, string judged, ImageGenerator generator, CancellationToken cancellation)
    {
        var isShapes = judged == DataSources.ShapesName;
        var questions = new EvaluationQuestions(
            parsed.GetValue(checkpoint)!,
            parsed.GetValue(limit) ?? (isShapes ? UsualShapes : UsualEmoji),
            sampling.ReadSeed(parsed) ?? 0,
            parsed.GetValue(batchSize));
        if (isShapes)
        {
            return new ShapesEvaluation(generator, questions, parsed.GetValue(oneObject), parsed.GetValue(seen) ? DataSplit.Train : DataSplit.Validation);
        }

        var side = generator.Imagen.Options.ImageSizes[generator.Imagen.Unets.Count - 1];
        var pictures = DataSources.Open(judged, new DataSourceOptions { Side = side }, cancellation: cancellation);
        return new EmojiEvaluation(generator, pictures, questions, parsed.GetValue(drawings), cancellation);
    }

    private string FolderOf(ParseResult parsed) => Path.GetFullPath(
        parsed.GetValue(output) ?? DateTime.Now.ToString("'evaluation_'yyyyMMdd_HHmmss", System.Globalization.CultureInfo.InvariantCulture));
}
