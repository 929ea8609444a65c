using System.Globalization;
using MinImagen.Cli.Terminal;
using Spectre.Console;

namespace MinImagen.Cli.Evaluation;

/// <summary>The tables of an evaluation on emoji.</summary>
internal static class EmojiTables
{
    /// <summary>One result in full, or a row for each of several, with intervals of 95 %.</summary>
    public static void Show(IReadOnlyList<EmojiResult> results, IReadOnlyList<string> sheets)
    {
        if (results.Count > 1)
        {
            ShowRows(results);
            return;
        }

        var result = results[0];
        Console.WriteLine(FormattableString.Invariant($"{result.Drawings.Count} pictures, {result.SecondsAPicture:F2} s each: {result.Settings}"));
        var table = new Table().AddColumns("", "captions", "nearest is right", "among the nearest 5", "or a near-duplicate");
        foreach (var (name, score) in new[] { ("all", result.All), ("distinct pictures", result.Distinct), ("near-duplicates", result.NearDuplicates) })
        {
            if (score.Captions > 0)
            {
                table.AddRow(
                    name,
                    score.Captions.ToString(CultureInfo.InvariantCulture),
                    PercentText.WithInterval(score.Top1),
                    PercentText.WithInterval(score.Top5),
                    PercentText.WithInterval(score.AsGoodAsRight));
            }
        }

        AnsiConsole.Write(table);
        foreach (var sheet in sheets)
        {
            Console.WriteLine(sheet);
        }
    }

    private static void ShowRows(IReadOnlyList<EmojiResult> results)
    {
        Console.WriteLine($"{results[0].Drawings.Count} pictures a row; the first: {results[0].Settings}");
        var varied = SettingColumn.Varied([.. results.Select(result => result.Settings)]);
        var table = new Table().AddColumns([.. varied.Select(column => column.Name), "nearest is right", "among the nearest 5", "s/picture"]);
        foreach (var result in results)
        {
            table.AddRow(
            [
                .. varied.Select(column => column.Of(result.Settings)),
                PercentText.WithInterval(result.All.Top1),
                PercentText.WithInterval(result.All.Top5),
                result.SecondsAPicture.ToString("F2", CultureInfo.InvariantCulture),
            ]);
        }

        AnsiConsole.Write(table);
    }
}
