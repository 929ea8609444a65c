using System.Text.Json;

namespace Microsoft.DotNet.Interactive.Hosting;

/// <summary>A file that a cell imports: C#, a notebook, or .NET Interactive's own text format.</summary>
internal static class ImportedFile
{
    private const int MostBytes = 16 << 20;

    /// <summary>Reads the cells of a file.</summary>
    /// <param name="path">A .cs, .csx, .dib or .ipynb.</param>
    /// <param name="line">The line that imports it, for errors.</param>
    /// <exception cref="CellException">The file is of another kind, too large or broken.</exception>
    internal static IReadOnlyList<string> Read(string path, int line)
    {
        if (new FileInfo(path).Length > MostBytes)
        {
            throw new CellException(CellParser.MagicCommandError, $"#!import {path}: a file of more than {MostBytes >> 20} MB is not imported", line);
        }
        var text = File.ReadAllText(path);
        return Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".cs" or ".csx" => [text],
            ".dib" => [WithoutMeta(text)],
            ".ipynb" => CellsOf(path, text, line),
            _ => throw new CellException(CellParser.MagicCommandError, $"#!import {path}: only .cs, .csx, .dib and .ipynb can be imported", line),
        };
    }

    // A .dib begins with metadata up to its first cell.
    private static string WithoutMeta(string text)
    {
        if (!text.StartsWith("#!meta", StringComparison.Ordinal))
        {
            return text;
        }
        var next = text.IndexOf("\n#!", StringComparison.Ordinal);
        return next < 0 ? "" : text[(next + 1)..];
    }

    private static string[] CellsOf(string path, string text, int line)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return [.. document.RootElement.GetProperty("cells").EnumerateArray()
                .Where(cell => cell.GetProperty("cell_type").GetString() == "code")
                .Select(cell => SourceOf(cell.GetProperty("source")))];
        }
        catch (Exception failure) when (failure is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new CellException(CellParser.MagicCommandError, $"#!import {path}: not a notebook: {failure.Message}", line);
        }
    }

    private static string SourceOf(JsonElement source) => source.ValueKind == JsonValueKind.Array
        ? string.Concat(source.EnumerateArray().Select(part => part.GetString()))
        : source.GetString() ?? "";
}
