using System.Globalization;
using MinImagen.Cli.Terminal;
using MinImagen.Lib.Data.Shapes.Reading;
using Spectre.Console;

namespace MinImagen.Cli.Evaluation;

/// <summary>The tables of an evaluation on shapes.</summary>
internal static class ShapesTables
{
    private static readonly (string Name, Func<SceneScore, Proportion?> Of)[] Attributes =
    [
        ("all right", score => score.All),
        ("colour", score => score.Color),
        ("shape", score => score.Kind),
        ("size", score => score.Size),
        ("relation", score => score.Relation),
        ("refused by the reader", score => score.Refused),
    ];

    /// <summary>One result in full, attributes first, then relations; or a row for each of several; with intervals of 95 %.</summary>
    public static void Show(IReadOnlyList<ShapesResult> results, IReadOnlyList<string> sheets)
    {
        if (results.Count > 1)
        {
            ShowRows(results);
            return;
        }

        var result = results[0];
        Console.WriteLine(FormattableString.Invariant($"{result.Outcomes.Count} pictures, {result.SecondsAPicture:F2} s each: {result.Settings}"));
        ShowInFull(result);
        foreach (var sheet in sheets)
        {
            Console.WriteLine(sheet);
        }
    }

    private static void ShowInFull(ShapesResult result)
    {
        var numbers = result.Groups.Where(group => group.Name is ShapesGroup.One or ShapesGroup.Two).ToArray();
        var attributes = new Table().AddColumn("");
        foreach (var group in numbers)
        {
            attributes.AddColumn(string.Create(CultureInfo.InvariantCulture, $"{group.Name} ({group.Pictures})"));
        }

        foreach (var (name, of) in Attributes)
        {
            attributes.AddRow([name, .. numbers.Select(group => of(group.Score) is { } share ? PercentText.WithInterval(share) : "")]);
        }

        AnsiConsole.Write(attributes);
        var parts = result.Groups.Except(numbers).ToArray();
        if (parts.Length > 0)
        {
            AnsiConsole.Write(Parts(parts));
        }

        foreach (var (reason, pictures) in result.Refusals)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"refused {pictures}: {reason}"));
        }
    }

    /// <summary>A row a way of sampling, with those settings in which the rows differ.</summary>
    private static void ShowRows(IReadOnlyList<ShapesResult> results)
    {
        Console.WriteLine($"{results[0].Outcomes.Count} pictures a row; the first: {results[0].Settings}");
        var varied = SettingColumn.Varied([.. results.Select(result => result.Settings)]);
        var table = new Table().AddColumns([.. varied.Select(column => column.Name), ShapesGroup.One, ShapesGroup.Two, "refused", "s/picture"]);
        foreach (var result in results)
        {
            string Share(string group) => result.Of(group) is { } score ? PercentText.WithInterval(score.All) : "";
            table.AddRow(
            [
                .. varied.Select(column => column.Of(result.Settings)),
                Share(ShapesGroup.One),
                Share(ShapesGroup.Two),
                PercentText.Of(result.Score.Refused.Share),
                result.SecondsAPicture.ToString("F2", CultureInfo.InvariantCulture),
            ]);
        }

        AnsiConsole.Write(table);
    }

    private static Table Parts(IReadOnlyList<ShapesGroup> groups)
    {
        var table = new Table().AddColumns("of two objects", "pictures", "all right", "relation");
        foreach (var group in groups)
        {
            table.AddRow(
                group.Name,
                group.Pictures.ToString(CultureInfo.InvariantCulture),
                PercentText.WithInterval(group.Score.All),
                group.Score.Relation is { } relation ? PercentText.WithInterval(relation) : "");
        }

        return table;
    }
}
