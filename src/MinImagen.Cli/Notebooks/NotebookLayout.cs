using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MinImagen.Cli.Notebooks;

/// <summary>How a notebook's JSON is laid out, so that what is written into it looks as if its editor had written it.</summary>
/// <param name="Indent">What one level is indented by; 0 where everything stands on one line.</param>
/// <param name="Character">A blank or a tab.</param>
/// <param name="NewLine">What ends a line.</param>
internal sealed record NotebookLayout(int Indent, char Character, string NewLine)
{
    // A cell's outputs stand in the notebook, in its list of cells, in the cell.
    private const int DepthOfOutputs = 3;

    /// <summary>Looks at how the first line behind the opening brace begins.</summary>
    internal static NotebookLayout Of(ReadOnlySpan<byte> bytes)
    {
        var rest = bytes[(bytes.IndexOf((byte)'{') + 1)..];
        var newLine = rest.StartsWith("\r\n"u8) ? "\r\n" : "\n";
        if (!rest.StartsWith("\n"u8) && !rest.StartsWith("\r\n"u8))
        {
            return new NotebookLayout(0, ' ', newLine);
        }
        rest = rest[newLine.Length..];
        var character = rest.StartsWith("\t"u8) ? '\t' : ' ';
        return new NotebookLayout(rest.IndexOfAnyExcept((byte)character), character, newLine);
    }

    /// <summary>Writes a cell's outputs, the value of "outputs".</summary>
    /// <param name="outputs">What to write.</param>
    /// <param name="number">The cell's number, which a result repeats.</param>
    internal string Write(IReadOnlyList<NotebookOutput> outputs, int number)
    {
        var array = new JsonArray([.. outputs.Select(output => InOrder(output.Json, number))]);
        if (array.Count == 0)
        {
            return "[]";
        }
        var options = new JsonSerializerOptions
        {
            WriteIndented = Indent > 0,
            IndentSize = Math.Max(1, Indent),
            IndentCharacter = Character,
            NewLine = NewLine,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };
        return array.ToJsonString(options).Replace(NewLine, NewLine + new string(Character, Indent * DepthOfOutputs), StringComparison.Ordinal);
    }

    // Keys in the order of the alphabet and texts cut into lines: what Jupyter writes.
    private static JsonObject InOrder(JsonObject output, int number)
    {
        var result = new JsonObject();
        if ((string?)output["output_type"] == "execute_result")
        {
            output["execution_count"] = number;
        }
        foreach (var (name, value) in output.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            result[name] = (name, value) switch
            {
                ("data", JsonObject data) => new JsonObject(data.OrderBy(pair => pair.Key, StringComparer.Ordinal)
                    .Select(pair => KeyValuePair.Create(pair.Key, IsText(pair.Key) ? Lines(pair.Value) : pair.Value?.DeepClone()))),
                ("text", _) => Lines(value),
                _ => value?.DeepClone(),
            };
        }
        return result;
    }

    private static bool IsText(string mimeType) => mimeType.StartsWith("text/", StringComparison.Ordinal) || mimeType == "image/svg+xml";

    private static JsonNode? Lines(JsonNode? value)
    {
        if (value?.GetValueKind() != JsonValueKind.String)
        {
            return value?.DeepClone();
        }
        var text = (string)value!;
        var lines = new JsonArray();
        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOf('\n', start);
            end = end < 0 ? text.Length : end + 1;
            lines.Add((JsonNode)text[start..end]);
            start = end;
        }
        return lines;
    }
}
