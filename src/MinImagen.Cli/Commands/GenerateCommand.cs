using System.CommandLine;
using System.Text;
using MinImagen.Cli.Terminal;
using MinImagen.Lib.Cascade;
using MinImagen.Lib.Files;
using MinImagen.Lib.Generation;
using static TorchSharp.torch;

namespace MinImagen.Cli.Commands;

/// <summary>`minimagen generate`: pictures for captions, from a trained model.</summary>
public static class GenerateCommand
{
    private const int MaxCaptionFileBytes = 16 << 20;

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Argument<string[]> captions = new("captions") { Description = "Captions, or .txt files with a caption a line", Arity = ArgumentArity.OneOrMore };
        Option<string> from = new("--from") { Description = "The training directory of the model", Required = true };
        Option<string?> output = new("--out") { Description = "The folder to write to (default: generated_images_<timestamp>)" };
        Option<double> condScale = new("--cond-scale") { Description = "Guidance: 1 follows the caption, more follows it more closely", DefaultValueFactory = _ => 1 };
        Option<int> count = new("--count") { Description = "Pictures a caption", DefaultValueFactory = _ => 1 };
        Option<int> batchSize = new("--batch-size") { Description = "Pictures at a time", DefaultValueFactory = _ => 64 };
        Option<long?> seed = new("--seed") { Description = "The same seed draws the same pictures" };
        Option<bool> json = JsonReport.CreateOption();
        foreach (Option<int> option in new[] { count, batchSize })
            option.Validators.Add(result => { if (result.GetValue(option) < 1) result.AddError($"{option.Name} must be at least 1"); });

        Command command = new("generate", "Draw pictures for captions") { captions, from, output, condScale, count, batchSize, seed, json };
        command.SetAction((parsed, cancellation) =>
        {
            string[] asked = [.. parsed.GetValue(captions)!.SelectMany(ReadCaptions).SelectMany(caption => Enumerable.Repeat(caption, parsed.GetValue(count)))];
            if (asked.Length == 0)
                throw new CommandException("there is no caption in the files given", ExitCode.WrongUsage);

            string training = parsed.GetValue(from)!;
            using ImageGenerator generator = ImageGenerator.Open(training);
            GenerationFolder folder = GenerationFolder.Create(parsed.GetValue(output));
            SampleOptions options = new() { CondScale = parsed.GetValue(condScale), Seed = parsed.GetValue(seed) };
            int batches = (asked.Length + parsed.GetValue(batchSize) - 1) / parsed.GetValue(batchSize);

            using Tensor pictures = ProgressBoard.Run(board =>
                generator.Generate(asked, options, parsed.GetValue(batchSize), new SamplingBar(board, "drawing", batches), cancellation));
            folder.Save(pictures, asked, training);
            string sheet = Path.Combine(folder.Path, "contact_sheet.png");
            new ContactSheet().Save(sheet, pictures, asked);

            if (parsed.GetValue(json))
                JsonReport.Write(new { Folder = folder.Path, Pictures = asked.Length, Side = pictures.shape[3], ContactSheet = sheet });
            else
                Console.WriteLine($"{asked.Length} pictures in {Path.Combine(folder.Path, "generated_images")}, together in {sheet}");
            return Task.FromResult(ExitCode.Done);
        });
        return command.WithExamples(
            ("minimagen generate \"a red apple\" --from training_20260101_120000", "one picture"),
            ("minimagen generate \"red apple\" \"blue heart\" --from training_… --count 4 --cond-scale 3 --seed 1", "four of each, guided, always the same"),
            ("minimagen generate captions.txt --from training_… --out pictures", "a picture for each line of a file"));
    }

    private static IEnumerable<string> ReadCaptions(string argument)
    {
        if (!argument.EndsWith(".txt", StringComparison.OrdinalIgnoreCase))
            return [argument];
        if (!File.Exists(argument))
            throw new CommandException($"{argument}: no such file of captions", ExitCode.WrongUsage);
        return Encoding.UTF8.GetString(BoundedFile.ReadAllBytes(argument, MaxCaptionFileBytes))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }
}
