using System.Text.RegularExpressions;

namespace MinImagen.Cli.Tests.Docs;

/// <summary>A row of the page that says where the original's names went.</summary>
/// <param name="Section">The heading above it.</param>
/// <param name="Name">The original's name.</param>
/// <param name="Here">What it is here; empty where there is nothing.</param>
/// <param name="Parameters">The original's parameters, with what each is here; empty where there is nothing.</param>
internal sealed partial record MappingRow(
    string Section, string Name, IReadOnlyList<string> Here, IReadOnlyList<(string Name, IReadOnlyList<string> Here)> Parameters)
{
    /// <summary>Reads the rows of all tables.</summary>
    internal static IReadOnlyList<MappingRow> ReadAll(string markdown)
    {
        var rows = new List<MappingRow>();
        var section = "";
        foreach (var line in markdown.Split('\n'))
        {
            if (line.StartsWith("## ", StringComparison.Ordinal))
            {
                section = line[3..];
            }
            if (line.StartsWith("| `", StringComparison.Ordinal))
            {
                var cells = line.Split('|', StringSplitOptions.TrimEntries);
                rows.Add(new MappingRow(section, cells[1].Trim('`'), Targets(cells[2]), ReadParameters(cells[3])));
            }
        }
        return rows;
    }

    /// <summary>Groups with semicolons between them: names that stay, or names → what they are here.</summary>
    private static List<(string, IReadOnlyList<string>)> ReadParameters(string cell)
    {
        var parameters = new List<(string, IReadOnlyList<string>)>();
        foreach (var group in cell.Split(';'))
        {
            var sides = group.Split('→');
            parameters.AddRange(Spans(sides[0]).Select(name => (name, sides.Length == 1 ? [name] : Targets(sides[1]))));
        }
        return parameters;
    }

    /// <summary>What a cell names; one that says “–” says why in words alone, and one that names nothing says so.</summary>
    private static IReadOnlyList<string> Targets(string cell)
    {
        var spans = Spans(cell);
        return cell.TrimStart().StartsWith("– ", StringComparison.Ordinal) == (spans.Count == 0)
            ? spans
            : throw new FormatException($"\"{cell}\" must either name something or begin with – and say why there is nothing");
    }

    private static IReadOnlyList<string> Spans(string text) => [.. Span().Matches(text).Select(span => span.Groups[1].Value)];

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Span();
}
