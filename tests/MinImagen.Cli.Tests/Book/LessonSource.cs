using System.Text.Json;
using System.Text.RegularExpressions;

namespace MinImagen.Cli.Tests.Book;

/// <summary>What a page must hold, read from its notebook or text in another way than the book does.</summary>
/// <param name="Formulas">How many formulas.</param>
/// <param name="Plots">How many live plots.</param>
/// <param name="Pictures">How many pictures that are no plot's.</param>
/// <param name="Code">The code cells.</param>
internal sealed partial record LessonSource(int Formulas, int Plots, int Pictures, IReadOnlyList<string> Code)
{
    private const string Plotly = "application/vnd.plotly.v1+json";

    /// <summary>Reads what a page was made of.</summary>
    /// <param name="page">Its path from the book's folder.</param>
    internal static LessonSource Of(string page)
    {
        if (page == "index.html")
        {
            // The picture on top, and of each lesson the paragraph that it begins with.
            return new(Directory.EnumerateFiles(Path.Combine(CommandLine.Repository, "notebooks"), "*.ipynb").Sum(FormulasInFirstParagraph), 0, 1, []);
        }
        if (page.StartsWith("reading/", StringComparison.Ordinal))
        {
            return new(FormulasIn(File.ReadAllText(Path.Combine(CommandLine.Repository, Path.ChangeExtension(page["reading/".Length..], ".md")))), 0, 0, []);
        }
        using var notebook = JsonDocument.Parse(File.ReadAllText(Path.Combine(CommandLine.Repository, "notebooks", Path.ChangeExtension(page, ".ipynb"))));
        var cells = notebook.RootElement.GetProperty("cells").EnumerateArray().ToArray();
        var code = cells.Where(cell => cell.GetProperty("cell_type").GetString() == "code").ToArray();
        JsonElement[] data = [.. code.SelectMany(cell => cell.GetProperty("outputs").EnumerateArray()).Where(output => output.TryGetProperty("data", out _)).Select(output => output.GetProperty("data"))];
        return new(
            cells.Where(cell => cell.GetProperty("cell_type").GetString() == "markdown").Sum(cell => FormulasIn(SourceOf(cell))),
            data.Count(bundle => bundle.TryGetProperty(Plotly, out _)),
            data.Count(bundle => bundle.TryGetProperty("image/png", out _) && !bundle.TryGetProperty(Plotly, out _)),
            [.. code.Select(SourceOf)]);
    }

    private static int FormulasInFirstParagraph(string file)
    {
        using var notebook = JsonDocument.Parse(File.ReadAllText(file));
        return FormulasIn(SourceOf(notebook.RootElement.GetProperty("cells")[0]).Split("\n\n")[1]);
    }

    private static string SourceOf(JsonElement cell) =>
        cell.GetProperty("source") is { ValueKind: JsonValueKind.Array } lines ? string.Concat(lines.EnumerateArray().Select(line => line.GetString())) : cell.GetProperty("source").GetString()!;

    private static int FormulasIn(string markdown)
    {
        var text = CodeSpan().Replace(Fence().Replace(markdown, " "), " ");
        return Display().Count(text) + Inline().Count(Display().Replace(text, " "));
    }

    [GeneratedRegex("^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex("`[^`]*`")]
    private static partial Regex CodeSpan();

    [GeneratedRegex(@"\$\$.+?\$\$", RegexOptions.Singleline)]
    private static partial Regex Display();

    [GeneratedRegex(@"\$[^$]+\$")]
    private static partial Regex Inline();
}
