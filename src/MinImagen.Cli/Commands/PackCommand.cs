using System.CommandLine;
using System.Globalization;
using MinImagen.Cli.Terminal;
using MinImagen.Lib.Data;
using MinImagen.Lib.Generation;
using MinImagen.Lib.Training;
using static TorchSharp.torch;

namespace MinImagen.Cli.Commands;

/// <summary>`minimagen pack`: makes of a training directory one that is small enough to give away.</summary>
public static class PackCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var training = new Argument<string>("training") { Description = "The training directory" };
        var output = new Argument<string>("out") { Description = "The folder to make; files in it that were written by hand stay (README.md, sampling.json, recipe.json)" };
        var precision = new Option<string>("--precision") { Description = "The type of the weights on disk; bfloat16 keeps the range, float16 more digits", DefaultValueFactory = _ => "bfloat16" };
        var weights = new Option<TrainedWeights>("--weights") { Description = "The best by validation loss, or those of the last checkpoint", DefaultValueFactory = _ => TrainedWeights.Best };
        var elsewhere = new Option<string[]>("--unet-from")
        {
            Description = "A U-Net that was trained in a training of its own, as number=folder",
            HelpName = "NUMBER=TRAINING",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => [],
        };
        var json = JsonReport.CreateOption();
        precision.AcceptOnlyFromAmong("bfloat16", "float16", "float32");

        var command = new Command("pack", "Make a training small enough to give away: parameters and weights alone, at half precision")
        {
            training, output, precision, weights, elsewhere, json,
        };
        command.SetAction((parsed, cancellation) =>
        {
            var directory = TrainingDirectory.Open(parsed.GetValue(training)!);
            var folder = Path.GetFullPath(parsed.GetValue(output)!);
            if (folder == directory.Path)
            {
                throw new CommandException("the packed training needs a folder of its own: packing drops the checkpoints", ExitCode.WrongUsage);
            }

            var type = Enum.Parse<ScalarType>(parsed.GetValue(precision)!, ignoreCase: true);
            var files = CaptionsOf(directory, cancellation);
            var bytes = PackedCheckpoint.Write(
                directory, folder, type, parsed.GetValue(weights), files, TrainingsByUnet(parsed.GetValue(elsewhere)!));
            if (parsed.GetValue(json))
            {
                JsonReport.Write(new { Folder = folder, WeightBytes = bytes, Precision = parsed.GetValue(precision), Files = Directory.GetFiles(folder, "*", SearchOption.AllDirectories) });
            }
            else
            {
                Console.WriteLine(FormattableString.Invariant($"{folder}: {bytes / 1e6:F1} MB of weights in {parsed.GetValue(precision)}"));
            }

            return Task.FromResult(ExitCode.Done);
        });
        return command.WithExamples(
            ("minimagen pack training_… data/checkpoints/shapes", "a quarter of the megabytes or less: to be committed, sent to a class, or put beside the program"),
            ("minimagen pack training_B DIR --unet-from 1=training_A", "the U-Nets learnt side by side: train --unets 1, and train --unets 2 from the same recipe"),
            ("minimagen generate \"a big red circle\" --from data/checkpoints/shapes", "it opens as any training directory does"));
    }

    private static Dictionary<int, TrainingDirectory> TrainingsByUnet(IEnumerable<string> values)
    {
        var trainings = new Dictionary<int, TrainingDirectory>();
        foreach (var value in values)
        {
            var number = NumberOf(value);
            if (!trainings.TryAdd(number, TrainingDirectory.Open(value[(value.IndexOf('=') + 1)..])))
            {
                throw new CommandException($"--unet-from names two trainings for U-Net {number}: say one", ExitCode.WrongUsage);
            }
        }

        return trainings;
    }

    private static int NumberOf(string value) =>
        value.IndexOf('=') is > 0 and var end && int.TryParse(value.AsSpan(0, end), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new CommandException($"--unet-from wants a U-Net's number and its training, such as 1=training_20260101_120000, not '{value}'", ExitCode.WrongUsage);

    /// <summary>
    /// The captions that the model learnt, where they are a list: whoever gets it without the data can then be told what it
    /// knows. The shapes are a language, and need none.
    /// </summary>
    private static Dictionary<string, string> CaptionsOf(TrainingDirectory directory, CancellationToken cancellation)
    {
        var name = directory.LoadTrainingParameters().GetValueOrDefault("DATA");
        if (name is not (DataSources.EmojiName or DataSources.EmojiSampleName))
        {
            return [];
        }

        using var data = DataSources.Open(name, new DataSourceOptions { Side = 8 }, cancellation: cancellation);
        return new() { [CaptionWorld.FileName] = string.Concat(Enumerable.Range(0, data.Train.Count).Select(index => data.Train.GetCaption(index) + "\n")) };
    }
}
