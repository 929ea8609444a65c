using System.CommandLine;
using System.Globalization;
using MinImagen.Cli.Demo;
using MinImagen.Cli.Terminal;

namespace MinImagen.Cli.Commands;

/// <summary>`minimagen demo`: from nothing to pictures by caption, in minutes, with a score.</summary>
public static class DemoCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var train = new Option<bool>("--train") { Description = "Train first (so far, always: no trained checkpoint ships yet)" };
        var output = new Option<string?>("--out") { Description = "The folder to write to (default: demo_<timestamp>)" };
        var seed = new Option<long>("--seed") { Description = "Decides weights, training and pictures", DefaultValueFactory = _ => 0 };
        var json = JsonReport.CreateOption();
        var command = new Command("demo", "Train a small cascade on eight emoji, draw them by caption, and score the drawings") { train, output, seed, json };
        command.SetAction((parsed, cancellation) =>
        {
            var folder = Path.GetFullPath(parsed.GetValue(output) ?? DateTime.Now.ToString("'demo_'yyyyMMdd_HHmmss", CultureInfo.InvariantCulture));
            var report = new DemoRun(folder, parsed.GetValue(seed)).Run(cancellation);
            if (parsed.GetValue(json))
                JsonReport.Write(report);
            else
                Print(report);
            return Task.FromResult(report.Passed ? ExitCode.Done : ExitCode.Failed);
        });
        return command.WithExamples(
            ("minimagen demo", "a few minutes; then look at demo_<timestamp>/contact_sheet.png"),
            ("minimagen demo --train --seed 7 --json", "another model, for a script"));
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
            Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
        foreach (var miss in report.Pictures.Where(picture => !picture.IsRight))
            Console.WriteLine($"missed: \"{miss.Caption}\" came out nearest to \"{miss.Nearest}\"");
        Console.WriteLine($"contact sheet: {report.Sheet}");
        Console.WriteLine($"model:         {report.TrainingDirectory}");
    }
}
