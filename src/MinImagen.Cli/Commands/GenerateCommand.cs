using System.CommandLine;
using System.Text;
using MinImagen.Cli.Terminal;
using MinImagen.Lib.Cascade;
using MinImagen.Lib.Files;
using MinImagen.Lib.Generation;
using MinImagen.Lib.Tensors;

namespace MinImagen.Cli.Commands;

/// <summary>`minimagen generate`: pictures for captions, from a trained model.</summary>
public static class GenerateCommand
{
    private const int MaxCaptionFileBytes = 16 << 20;

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var captions = new Argument<string[]>("captions") { Description = "Captions, or .txt files with a caption a line", Arity = ArgumentArity.OneOrMore };
        var from = new Option<string?>("--from") { Description = "The training directory of the model, or the name of one that ships (default: of those that ship the one that knows the caption)" };
        var output = new Option<string?>("--out") { Description = "The folder to write to (default: generated_images_<timestamp>)" };
        var count = new Option<int>("--count") { Description = "Pictures a caption", DefaultValueFactory = _ => 1 };
        var batchSize = new Option<int>("--batch-size") { Description = "Pictures at a time", DefaultValueFactory = _ => 64 };
        var precision = new Option<Precision>("--precision") { Description = "What the model computes with; in bfloat16 pictures differ a little, and come sooner", DefaultValueFactory = _ => Precision.Float32 };
        var sampling = new SamplingOptions();
        var json = JsonReport.CreateOption();
        foreach (var option in new[] { count, batchSize })
        {
            option.MustBe(number => number >= 1, "at least 1");
        }

        var command = new Command("generate", "Draw pictures for captions") { captions, from, output, count, batchSize, precision, json };
        foreach (var option in sampling.All)
        {
            command.Options.Add(option);
        }

        command.SetAction((parsed, cancellation) =>
        {
            string[] asked = [.. parsed.GetValue(captions)!.SelectMany(ReadCaptions).SelectMany(caption => Enumerable.Repeat(caption, parsed.GetValue(count)))];
            if (asked.Length == 0)
            {
                throw new CommandException("there is no caption in the files given", ExitCode.WrongUsage);
            }

            // A model of one's own is sampled as the original samples, unless somebody measured what is better.
            var said = parsed.GetValue(from);
            var usual = said is null ? new SamplingSettings() : SamplingSettings.Original;
            sampling.Read(parsed, usual);
            var artist = new CaptionArtist(said is null ? ShippedModels() : [TrainedModel.Open(said)]);
            var folder = GenerationFolder.Create(parsed.GetValue(output));
            SampleOptions Options(TrainedModel model) =>
                sampling.Read(parsed, model.Settings ?? usual).ToSampleOptions(sampling.ReadSeed(parsed)) with { Precision = parsed.GetValue(precision) };
            var drawn = Draw(artist, asked, Options, parsed.GetValue(batchSize), folder, cancellation);
            using var pictures = drawn.Pictures;
            folder.Save(pictures, asked, string.Join('\n', drawn.Models.Select(model => model.Folder)));
            var sheet = Path.Combine(folder.Path, "contact_sheet.png");
            new ContactSheet().Save(sheet, pictures, asked);
            foreach (var (caption, remark) in drawn.Remarks)
            {
                Console.Error.WriteLine($"\"{caption}\": {remark}");
            }

            if (parsed.GetValue(json))
            {
                JsonReport.Write(new
                {
                    Folder = folder.Path,
                    Pictures = asked.Length,
                    Side = pictures.shape[3],
                    ContactSheet = sheet,
                    Models = drawn.Models.Select(model => model.Folder),
                    drawn.Remarks,
                });
            }
            else
            {
                Console.WriteLine($"{asked.Length} pictures in {Path.Combine(folder.Path, "generated_images")}, together in {sheet}");
            }

            return Task.FromResult(ExitCode.Done);
        });
        return command.WithExamples(
            ("minimagen generate \"a big red circle above a small blue square\"", "with the shipped model that knows such captions, as its sampling.json says"),
            ("minimagen generate \"panda\" --count 8 --seed 1 --guidance 2", "eight, always the same, guided in another way"),
            ("minimagen generate \"a red apple\" --from training_20260101_120000", "with a model of one's own, in all its steps"),
            ("minimagen generate \"red apple\" \"blue heart\" --from training_… --sampler dpmpp --steps 20", "in 20 steps instead of hundreds"),
            ("minimagen generate \"a red apple\" --from training_… --sampler dpmpp,ddim --steps 20,10 --guidance 3,1.5", "each U-Net in its own way"),
            ("minimagen generate captions.txt --out pictures", "a picture for each line of a file"));
    }

    /// <summary>The models that ship.</summary>
    /// <exception cref="CommandException">There is none on this disk.</exception>
    internal static IReadOnlyList<TrainedModel> ShippedModels() => TrainedModel.Shipped() is { Count: > 0 } models
        ? models
        : throw new CommandException(
            $"no trained model is in data/checkpoints: train one (minimagen train) and say --from, or set {ShippedData.Variable} to a data folder that has some",
            ExitCode.WrongUsage);

    private static DrawnCaptions Draw(
        CaptionArtist artist, string[] captions, Func<TrainedModel, SampleOptions> options, int batchSize, GenerationFolder folder, CancellationToken cancellation)
    {
        try
        {
            return ProgressBoard.Run(board => artist.Draw(
                captions, options, batchSize, new SamplingBar(board, "drawing", artist.CountBatches(captions, batchSize)), cancellation));
        }
        catch (Exception exception)
        {
            folder.Abandon();
            if (exception is not ArgumentException)
            {
                throw;
            }

            // Lists that do not fit the number of U-Nets, more steps than the model has, guidance that it cannot follow.
            throw new CommandException(exception.Message, ExitCode.WrongUsage, exception);
        }
    }

    private static IEnumerable<string> ReadCaptions(string argument)
    {
        if (!argument.EndsWith(".txt", StringComparison.OrdinalIgnoreCase))
        {
            return [argument];
        }

        if (!File.Exists(argument))
        {
            throw new CommandException($"{argument}: no such file of captions", ExitCode.WrongUsage);
        }

        return Encoding.UTF8.GetString(BoundedFile.ReadAllBytes(argument, MaxCaptionFileBytes))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }
}
