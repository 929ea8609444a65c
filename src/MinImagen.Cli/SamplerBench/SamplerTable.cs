using System.Globalization;
using MinImagen.Cli.Terminal;
using MinImagen.Lib.Data.Shapes.Reading;
using Spectre.Console;

namespace MinImagen.Cli.SamplerBench;

/// <summary>The rows of a sampler bench as a table.</summary>
internal static class SamplerTable
{
    /// <summary>What a row needs; a file has no width of its own.</summary>
    private const int Width = 140;

    private static readonly string[] Columns =
        ["sampler", "steps", "all right (95 %)", "colour", "shape", "size", "relation", "refused", "sharpness", "s/picture", "times as fast"];

    /// <summary>Writes them, and which of them is the fastest that is as good as the original.</summary>
    public static void Write(IReadOnlyList<BenchRow> rows)
    {
        if (Console.IsOutputRedirected)
        {
            AnsiConsole.Profile.Width = Width;
        }

        var table = new Table().AddColumns(Columns);
        foreach (var column in table.Columns.Skip(1))
        {
            column.RightAligned();
        }

        foreach (var cells in Cells(rows))
        {
            table.AddRow(cells);
        }

        AnsiConsole.Write(table);
        Console.WriteLine(Verdict(BenchVerdict.Of(rows)));
    }

    /// <summary>The cells, row by row.</summary>
    public static IEnumerable<string[]> Cells(IReadOnlyList<BenchRow> rows)
    {
        var original = BenchVerdict.OriginalIn(rows);
        return rows.Select(row => new[]
        {
            row.Sampler,
            $"{row.StepsTaken}",
            PercentText.WithInterval(row.Score.All),
            Share(row.Score.Color),
            Share(row.Score.Kind),
            Share(row.Score.Size),
            Share(row.Score.Relation),
            Share(row.Score.Refused),
            Number(row.Sharpness, "F2"),
            Number(row.SecondsAPicture, "F3"),
            original is null ? "" : Number(row.TimesAsFastAs(original), "F1"),
        });
    }

    /// <summary>The verdict in a sentence.</summary>
    public static string Verdict(BenchVerdict? verdict) => verdict is var (original, fastest)
        ? $"Captions are obeyed as well as by the original's {original.StepsTaken} steps of {original.Sampler}, within its interval, "
            + $"at the fastest by {fastest.Sampler} in {fastest.StepsTaken} steps: {Number(verdict.TimesAsFast, "F1")} times as fast."
        : $"How fast is fast enough shows beside the original: add --samplers {BenchPoint.Original.Sampler} --steps {BenchPoint.Original.StepsText}.";

    private static string Share(Proportion? proportion) => proportion is { } share ? PercentText.Of(share.Share) : "";

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
