using System.CommandLine;
using System.Globalization;
using MinImagen.Cli.Overfit;
using MinImagen.Cli.Terminal;

namespace MinImagen.Cli.Commands;

/// <summary>`minimagen overfit`: a model learns one picture by heart, for all to see.</summary>
internal static class OverfitCommand
{
    private const int LargestSide = 128;

    /// <summary>Makes the command.</summary>
    internal static Command Create()
    {
        var picture = new Argument<string>("picture") { Description = "A picture, of any size" };
        var caption = new Argument<string>("caption") { Description = "What it shows" };
        var side = new Option<int>("--side") { Description = $"The side that it is learnt at, a multiple of {OverfitRecipe.Unet.SideDivisor}", DefaultValueFactory = _ => 32 };
        var steps = new Option<int>("--steps") { Description = "Training steps", DefaultValueFactory = _ => OverfitRecipe.Training.Steps };
        var output = new Option<string?>("--out") { Description = "The folder to write to (default: overfit_<timestamp>)" };
        var seed = new Option<long>("--seed") { Description = "Decides weights, training and samples", DefaultValueFactory = _ => 0 };
        var json = JsonReport.CreateOption();
        side.MustBe(
            pixels => pixels >= 1 && pixels <= LargestSide && pixels % OverfitRecipe.Unet.SideDivisor == 0,
            $"a multiple of {OverfitRecipe.Unet.SideDivisor} up to {LargestSide}");
        steps.MustBe(number => number >= 1, "at least 1");

        var command = new Command("overfit", "Watch a model learn one picture by heart, then draw it from noise") { picture, caption, side, steps, output, seed, json };
        command.SetAction((parsed, cancellation) =>
        {
            var folder = Path.GetFullPath(parsed.GetValue(output) ?? DateTime.Now.ToString("'overfit_'yyyyMMdd_HHmmss", CultureInfo.InvariantCulture));
            var run = new OverfitRun(
                parsed.GetValue(picture)!, parsed.GetValue(caption)!, parsed.GetValue(side), parsed.GetValue(steps), folder, parsed.GetValue(seed));
            var report = run.Run(cancellation);
            if (parsed.GetValue(json))
            {
                JsonReport.Write(report);
            }
            else
            {
                Print(report);
            }
            return Task.FromResult(report.Passed ? ExitCode.Done : ExitCode.Failed);
        });
        return command.WithExamples(
            ("minimagen overfit cat.jpg \"a sleeping cat\"", "under two minutes; then look at overfit_<timestamp>/film.png"),
            ("minimagen overfit data/emoji-sample/images/1f43c.png \"panda\" --seed 7 --json", "for a script"));
    }

    private static void Print(OverfitReport report)
    {
        FormattableString[] lines =
        [
            $"the worst of {report.Psnr.Count} samples has a PSNR of {report.WorstPsnr:F1} dB; {OverfitRecipe.NeededPsnr:F0} are needed",
            $"a blank picture has {report.BlankPsnr:F1} dB, one of the picture's mean colour {report.GreyPsnr:F1} dB",
            $"{report.TrainingSeconds:F0} s of training with its film, {report.SamplingSeconds:F0} s of sampling",
            $"the picture and the samples: {report.Sheet}",
            $"the film of its learning:    {report.Film}",
        ];
        foreach (var line in lines)
        {
            Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
        }
    }
}
