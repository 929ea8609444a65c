using System.CommandLine;
using System.Text;
using MinImagen.Cli.Terminal;
using MinImagen.Lib.Cascade;
using MinImagen.Lib.Files;
using MinImagen.Lib.Generation;
using MinImagen.Lib.Tensors;
using static TorchSharp.torch;

namespace MinImagen.Cli.Commands;

/// <summary>`minimagen generate`: pictures for captions, from a trained model.</summary>
public static class GenerateCommand
{
    private const int MaxCaptionFileBytes = 16 << 20;

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var captions = new Argument<string[]>("captions") { Description = "Captions, or .txt files with a caption a line", Arity = ArgumentArity.OneOrMore };
        var from = new Option<string>("--from") { Description = "The training directory of the model", Required = true };
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

            var training = parsed.GetValue(from)!;
            var settings = sampling.Read(parsed, SamplingSettings.Find(training) ?? SamplingSettings.Original);
            var options = settings.ToSampleOptions(sampling.ReadSeed(parsed)) with { Precision = parsed.GetValue(precision) };
            using var generator = ImageGenerator.Open(training);
            var folder = GenerationFolder.Create(parsed.GetValue(output));
            using var pictures = Generate(generator, asked, options, parsed.GetValue(batchSize), folder, cancellation);
            folder.Save(pictures, asked, training);
            var sheet = Path.Combine(folder.Path, "contact_sheet.png");
            new ContactSheet().Save(sheet, pictures, asked);

            if (parsed.GetValue(json))
            {
                JsonReport.Write(new { Folder = folder.Path, Pictures = asked.Length, Side = pictures.shape[3], ContactSheet = sheet });
            }
            else
            {
                Console.WriteLine($"{asked.Length} pictures in {Path.Combine(folder.Path, "generated_images")}, together in {sheet}");
            }

            return Task.FromResult(ExitCode.Done);
        });
        return command.WithExamples(
            ("minimagen generate \"a red apple\" --from training_20260101_120000", "one picture"),
            ("minimagen generate \"red apple\" \"blue heart\" --from training_… --count 4 --guidance 3 --seed 1", "four of each, guided, always the same"),
            ("minimagen generate \"a red apple\" --from training_… --sampler dpmpp --steps 20", "in 20 steps instead of hundreds"),
            ("minimagen generate \"a red apple\" --from training_… --sampler dpmpp,ddim --steps 20,10 --guidance 3,1.5", "each U-Net in its own way"),
            ("minimagen generate captions.txt --from training_… --out pictures", "a picture for each line of a file"));
    }

    private static Tensor Generate(
        ImageGenerator generator, string[] captions, SampleOptions options, int batchSize, GenerationFolder folder, CancellationToken cancellation)
    {
        var batches = (captions.Length + batchSize - 1) / batchSize;
        try
        {
            return ProgressBoard.Run(board =>
                generator.Generate(captions, options, batchSize, new SamplingBar(board, "drawing", batches), cancellation));
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
