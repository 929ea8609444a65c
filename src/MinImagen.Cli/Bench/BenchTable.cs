using System.Globalization;
using Spectre.Console;

namespace MinImagen.Cli.Bench;

/// <summary>Shows results as tables.</summary>
internal static class BenchTable
{
    /// <summary>What a row needs; a file has no width of its own.</summary>
    private const int Width = 150;

    /// <summary>Writes them.</summary>
    /// <param name="results">What was measured.</param>
    public static void Write(IReadOnlyList<BenchResult> results)
    {
        if (Console.IsOutputRedirected)
        {
            AnsiConsole.Profile.Width = Width;
        }

        AnsiConsole.Write(Summary(results));
    }

    private static Table Summary(IReadOnlyList<BenchResult> results)
    {
        var compares = results.Any(result => result.OriginalMilliseconds is not null);
        var table = new Table().RoundedBorder().AddColumns("model", "work", "precision", "threads", "ms", "quartiles", "peak MB");
        if (compares)
        {
            table.AddColumns("original ms", "ratio", "quartiles", "difference", "peak MB");
        }

        foreach (var column in table.Columns.Skip(3))
        {
            column.RightAligned();
        }

        foreach (var result in results)
        {
            string[] ours =
            [
                result.Model,
                result.Work.ToString().ToLowerInvariant(),
                result.Precision.ToString().ToLowerInvariant(),
                $"{result.Threads}",
                Text(result.Milliseconds.Median, "F1"),
                Range(result.Milliseconds, "F1"),
                Text(result.PeakMegabytes, "F0"),
            ];
            string[] theirs = compares
                ?
                [
                    Text(result.OriginalMilliseconds?.Median, "F1"),
                    Text(result.Ratio?.Median, "F2"),
                    result.Ratio is null ? "" : Range(result.Ratio, "F2"),
                    Text(result.Difference, "0.0E+0"),
                    Text(result.OriginalPeakMegabytes, "F0"),
                ]
                : [];
            table.AddRow([.. ours, .. theirs]);
        }

        return table;
    }

    private static string Range(Spread spread, string format) => $"{Text(spread.Low, format)} – {Text(spread.High, format)}";

    private static string Text(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "";
}
