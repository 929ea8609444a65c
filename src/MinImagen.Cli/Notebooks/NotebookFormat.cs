using System.Text.Json;
using System.Text.RegularExpressions;

namespace MinImagen.Cli.Notebooks;

/// <summary>What nbformat 4 asks of an .ipynb, as far as running and writing it depends on that.</summary>
internal static partial class NotebookFormat
{
    /// <summary>Checks a notebook and takes its cells.</summary>
    /// <exception cref="FormatException">Says which cell is not as it must be, and how.</exception>
    internal static IReadOnlyList<NotebookCell> CellsOf(JsonElement notebook)
    {
        if (notebook.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException("it is not a JSON object");
        }
        var minor = CheckVersion(notebook);
        CheckKernel(notebook);
        if (!notebook.TryGetProperty("cells", out var list) || list.ValueKind != JsonValueKind.Array)
        {
            throw new FormatException("it has no list \"cells\"");
        }

        List<NotebookCell> cells = [];
        HashSet<string> ids = [];
        var code = 0;
        foreach (var element in list.EnumerateArray())
        {
            var where = $"cell {cells.Count + 1}";
            if (element.ValueKind != JsonValueKind.Object)
            {
                throw new FormatException($"{where} is not an object");
            }
            var id = IdOf(element, minor, where);
            if (id.Length > 0 && !ids.Add(id))
            {
                throw new FormatException($"{where} has the id \"{id}\", which another cell has too");
            }
            var kind = Text(element, "cell_type", where);
            if (kind is not ("code" or "markdown" or "raw"))
            {
                throw new FormatException($"{where} has the cell_type \"{kind}\"; it must be code, markdown or raw");
            }
            var isCode = kind == "code";
            cells.Add(new NotebookCell(isCode ? ++code : 0, id, isCode, Joined(element, "source", where), TagsOf(element, where), isCode ? OutputsOf(element, where) : [])
            {
                IsText = kind == "markdown",
                ExecutionCount = isCode && element.GetProperty("execution_count") is { ValueKind: JsonValueKind.Number } count && count.TryGetInt32(out var number) ? number : null,
            });
        }
        return cells;
    }

    /// <summary>A text that may be cut into lines, as nbformat allows.</summary>
    /// <exception cref="FormatException">It is neither a text nor a list of texts.</exception>
    internal static string Joined(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Array when value.EnumerateArray().All(line => line.ValueKind == JsonValueKind.String) => string.Concat(value.EnumerateArray().Select(line => line.GetString())),
        _ => throw new FormatException("neither a text nor a list of texts"),
    };

    private static int CheckVersion(JsonElement notebook)
    {
        if (!notebook.TryGetProperty("nbformat", out var major) || major.ValueKind != JsonValueKind.Number
            || !notebook.TryGetProperty("nbformat_minor", out var minor) || minor.ValueKind != JsonValueKind.Number)
        {
            throw new FormatException("it does not say its nbformat and nbformat_minor");
        }
        if (!major.TryGetInt32(out var version) || version != 4)
        {
            throw new FormatException($"it has nbformat {major.GetRawText()}; only 4 is known here: open and save it in a current editor");
        }
        return minor.TryGetInt32(out var number) ? number : throw new FormatException($"its nbformat_minor is {minor.GetRawText()}");
    }

    private static void CheckKernel(JsonElement notebook)
    {
        if (notebook.TryGetProperty("metadata", out var metadata) && metadata.ValueKind == JsonValueKind.Object
            && metadata.TryGetProperty("kernelspec", out var kernel) && kernel.ValueKind == JsonValueKind.Object
            && kernel.TryGetProperty("name", out var name) && name.ValueKind == JsonValueKind.String && name.GetString() != ".net-csharp")
        {
            throw new FormatException($"its kernel is \"{name.GetString()}\"; only C# cells, kernel \".net-csharp\", are run here");
        }
    }

    private static string IdOf(JsonElement cell, int minor, string where)
    {
        if (!cell.TryGetProperty("id", out var id))
        {
            return minor < 5 ? "" : throw new FormatException($"{where} has no id, which nbformat 4.5 asks for");
        }
        return id.ValueKind == JsonValueKind.String && IdPattern().IsMatch(id.GetString()!)
            ? id.GetString()!
            : throw new FormatException($"{where} has an id that is not 1 to 64 letters, digits, - and _");
    }

    private static IReadOnlyList<string> TagsOf(JsonElement cell, string where)
    {
        if (!cell.TryGetProperty("metadata", out var metadata) || metadata.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException($"{where} has no object \"metadata\"");
        }
        return metadata.TryGetProperty("tags", out var tags) && tags.ValueKind == JsonValueKind.Array
            ? [.. tags.EnumerateArray().Where(tag => tag.ValueKind == JsonValueKind.String).Select(tag => tag.GetString()!)]
            : [];
    }

    private static IReadOnlyList<JsonElement> OutputsOf(JsonElement cell, string where)
    {
        if (!cell.TryGetProperty("execution_count", out var count) || count.ValueKind is not (JsonValueKind.Null or JsonValueKind.Number))
        {
            throw new FormatException($"{where} has no \"execution_count\" that is a number or null");
        }
        if (!cell.TryGetProperty("outputs", out var outputs) || outputs.ValueKind != JsonValueKind.Array)
        {
            throw new FormatException($"{where} has no list \"outputs\"");
        }
        foreach (var output in outputs.EnumerateArray())
        {
            CheckOutput(output, where);
        }
        return [.. outputs.EnumerateArray().Select(output => output.Clone())];
    }

    private static void CheckOutput(JsonElement output, string where)
    {
        var kind = output.ValueKind == JsonValueKind.Object ? Text(output, "output_type", where) : throw new FormatException($"{where} has an output that is not an object");
        switch (kind)
        {
            case "stream":
                Text(output, "name", where);
                Joined(output, "text", where);
                break;
            case "display_data" or "execute_result" when output.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Object:
                break;
            case "error":
                Text(output, "ename", where);
                Text(output, "evalue", where);
                break;
            default:
                throw new FormatException($"{where} has an output \"{kind}\" that is not as nbformat asks");
        }
    }

    private static string Text(JsonElement element, string name, string where) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : throw new FormatException($"{where} has no text \"{name}\"");

    private static string Joined(JsonElement element, string name, string where)
    {
        if (!element.TryGetProperty(name, out var value))
        {
            throw new FormatException($"{where} has no \"{name}\"");
        }
        try
        {
            return Joined(value);
        }
        catch (FormatException failure)
        {
            throw new FormatException($"{where}: its \"{name}\" is {failure.Message}", failure);
        }
    }

    [GeneratedRegex("^[a-zA-Z0-9_-]{1,64}$")]
    private static partial Regex IdPattern();
}
