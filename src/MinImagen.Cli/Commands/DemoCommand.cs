using System.CommandLine;
using System.Globalization;
using MinImagen.Cli.Demo;
using MinImagen.Cli.Terminal;
using Spectre.Console;

namespace MinImagen.Cli.Commands;

/// <summary>`minimagen demo`: a dozen captions drawn by the models that ship; with --train, from nothing to pictures in minutes, with a score.</summary>
public static class DemoCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var train = new Option<bool>("--train") { Description = "Train a small cascade on eight emoji first, in minutes, then draw with it and score the drawings" };
        var output = new Option<string?>("--out") { Description = "The folder to write to (default: demo_<timestamp>)" };
        var seed = new Option<long>("--seed") { Description = "Decides the pictures, and weights and training too", DefaultValueFactory = _ => 0 };
        var json = JsonReport.CreateOption();
        var command = new Command("demo", "Draw a dozen captions with the models that ship") { train, output, seed, json };
        command.SetAction((parsed, cancellation) =>
        {
            var folder = Path.GetFullPath(parsed.GetValue(output) ?? DateTime.Now.ToString("'demo_'yyyyMMdd_HHmmss", CultureInfo.InvariantCulture));
            return Task.FromResult(parsed.GetValue(train)
                ? Train(new DemoRun(folder, parsed.GetValue(seed)).Run(cancellation), parsed.GetValue(json))
                : Draw(new DrawingDemo(GenerateCommand.ShippedModels(), folder, parsed.GetValue(seed)).Run(cancellation), parsed.GetValue(json)));
        });
        return command.WithExamples(
            ("minimagen demo", "well under a minute; then look at demo_<timestamp>/contact_sheet.png"),
            ("minimagen demo --train", "a few minutes: from nothing to a model that knows eight emoji, with a score"),
            ("minimagen demo --train --seed 7 --json", "another model, for a script"));
    }

    private static int Draw(DrawingReport report, bool json)
    {
        using var pictures = report.Pictures;
        if (json)
        {
            JsonReport.Write(new { report.Captions, report.Models, report.Seconds, report.Sheet });
            return ExitCode.Done;
        }

        if (PicturePreview.IsPossible)
        {
            AnsiConsole.Markup(PicturePreview.ToMarkup(pictures));
        }

        Console.WriteLine(FormattableString.Invariant($"{report.Captions.Count} captions, drawn in {report.Seconds:F0} s by {string.Join(" and ", report.Models)}: {report.Sheet}"));
        Console.WriteLine("a caption of your own:  ./minimagen generate \"a big red circle above a small blue square\"");
        Console.WriteLine("a model of your own:    ./minimagen demo --train   (minutes), ./minimagen train --help");
        Console.WriteLine("how it works:           open the folder notebooks in VS Code; ./minimagen notebooks --help");
        return ExitCode.Done;
    }

    private static int Train(DemoReport report, bool json)
    {
        if (json)
        {
            JsonReport.Write(report);
        }
        else
        {
            Print(report);
        }

        return report.Passed ? ExitCode.Done : ExitCode.Failed;
    }

    private static void Print(DemoReport report)
    {
        FormattableString[] lines =
        [
            $"{report.Right} of {report.Of} pictures are nearest to the emoji of their caption, among all emoji of the sample",
            $"{report.SwappedRight} of {report.SwappedOf} follow the caption when it is swapped on the same noise",
            $"{report.TrainingSeconds:F0} s of training, {report.SamplingSeconds:F0} s of sampling",
        ];
        foreach (var line in lines)
        {
            Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
        }

        foreach (var miss in report.Pictures.Where(picture => !picture.IsRight))
        {
            Console.WriteLine($"missed: \"{miss.Caption}\" came out nearest to \"{miss.Nearest}\"");
        }

        Console.WriteLine($"contact sheet: {report.Sheet}");
        Console.WriteLine($"model:         {report.TrainingDirectory}");
    }
}
