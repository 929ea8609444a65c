using System.CommandLine;
using System.Globalization;
using MinImagen.Cli.Shapes;
using MinImagen.Cli.Terminal;
using MinImagen.Lib.Data.Shapes;
using Spectre.Console;

namespace MinImagen.Cli.Commands;

/// <summary>
/// `minimagen data shapes-reader`: how far the reader of pictures can be trusted that judges whether a caption was obeyed.
/// It reads fresh pictures of known scenes, clean and worn, and pictures that show no scene.
/// </summary>
public static class DataShapesReaderCommand
{
    private const double NeededAccuracy = 0.99;
    private const double NeededRefusals = 0.95;
    private const int MostPictures = 1_000_000;
    private static readonly int[] Sides = [32, 64];

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var json = JsonReport.CreateOption();
        var pictures = new Option<int>("--pictures") { Description = "Pictures of each sort", DefaultValueFactory = _ => 1000 };
        var seed = new Option<long>("--seed") { Description = "Decides the pictures", DefaultValueFactory = _ => 1 };
        var sheets = new Option<string?>("--sheets") { Description = "A folder for a contact sheet of each sort, with what the reader said" };
        pictures.MustBe(number => number is >= 1 and <= MostPictures, $"from 1 to {MostPictures}");

        var command = new Command("shapes-reader", "Measure the reader that names what a picture of shapes shows") { pictures, seed, sheets, json };
        command.SetAction((parsed, cancellation) => Task.FromResult(
            Run(parsed.GetValue(pictures), parsed.GetValue(seed), parsed.GetValue(sheets), parsed.GetValue(json), cancellation)));
        return command.WithExamples(
            ("minimagen data shapes-reader", "accuracy of each attribute, and refusals; exit code 1 below 99 % and 95 %"),
            ("minimagen data shapes-reader --pictures 32 --sheets sheets", "look at what it reads"));
    }

    private static int Run(int pictures, long seed, string? sheets, bool json, CancellationToken cancellation)
    {
        if (sheets is not null)
        {
            Directory.CreateDirectory(sheets);
        }

        var (accuracies, refusals) = ProgressBoard.Run(board => Measure(new ReaderTrials(pictures, seed, sheets), board, cancellation));
        var passed = accuracies.All(row => row.All.Share >= NeededAccuracy) && refusals.All(row => row.Refused.Share >= NeededRefusals);
        if (json)
        {
            JsonReport.Write(new { Pictures = pictures, Seed = seed, Accuracies = accuracies, Refusals = refusals, Passed = passed });
        }
        else
        {
            Show(accuracies, refusals);
        }

        return passed ? ExitCode.Done : ExitCode.Failed;
    }

    private static (List<ReaderAccuracy> Accuracies, List<ReaderRefusals> Refusals) Measure(
        ReaderTrials trials, ProgressBoard board, CancellationToken cancellation)
    {
        var wears = Enum.GetValues<PictureWear>();
        var kinds = Enum.GetValues<CounterExampleKind>();
        var row = board.Add("reading", Sides.Length * (wears.Length + kinds.Length));
        List<ReaderAccuracy> accuracies = [];
        List<ReaderRefusals> refusals = [];
        foreach (var side in Sides)
        {
            foreach (var wear in wears)
            {
                accuracies.Add(trials.MeasureAccuracy(side, wear, cancellation));
                row.Report(accuracies.Count + refusals.Count);
            }

            foreach (var kind in kinds)
            {
                refusals.Add(trials.MeasureRefusals(side, kind, cancellation));
                row.Report(accuracies.Count + refusals.Count);
            }
        }

        return (accuracies, refusals);
    }

    private static void Show(List<ReaderAccuracy> accuracies, List<ReaderRefusals> refusals)
    {
        var read = new Table().Title("Right, of true pictures (95 % interval)", Style.Plain).AddColumns("side", "wear", "all", "colour", "shape", "size", "relation");
        foreach (var row in accuracies)
        {
            read.AddRow(
                row.Side.ToString(CultureInfo.InvariantCulture),
                Words(row.Wear),
                PercentText.WithInterval(row.All),
                PercentText.Of(row.Color.Share),
                PercentText.Of(row.Kind.Share),
                PercentText.Of(row.Size.Share),
                row.Relation is { } relation ? PercentText.Of(relation.Share) : "");
        }

        var refused = new Table().Title("Refused, of pictures that show no scene", Style.Plain).AddColumns("side", "what is wrong", "refused");
        foreach (var row in refusals)
        {
            refused.AddRow(row.Side.ToString(CultureInfo.InvariantCulture), Words(row.Kind), PercentText.WithInterval(row.Refused));
        }

        AnsiConsole.Write(read);
        AnsiConsole.Write(refused);
    }

    private static string Words(Enum name) =>
        string.Concat(name.ToString().Select((letter, i) => i > 0 && char.IsUpper(letter) ? $" {letter}" : $"{letter}")).ToLowerInvariant();
}
