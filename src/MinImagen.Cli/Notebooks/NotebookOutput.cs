using System.Text.Json;
using System.Text.Json.Nodes;

namespace MinImagen.Cli.Notebooks;

/// <summary>One output of a cell, as an .ipynb holds it.</summary>
/// <param name="Json">The object, its texts in one piece.</param>
internal sealed record NotebookOutput(JsonObject Json)
{
    /// <summary>"stream", "display_data", "execute_result" or "error".</summary>
    internal string Kind => Text("output_type");

    /// <summary>The representations of a display or a result, by MIME type; null for the others.</summary>
    internal JsonObject? Data => Json["data"] as JsonObject;

    /// <summary>An output of a file: texts that are cut into lines there are put together.</summary>
    internal static NotebookOutput Of(JsonElement element)
    {
        var json = JsonObject.Create(element)!;
        Join(json, "text");
        if (json["data"] is JsonObject data)
        {
            foreach (var mimeType in data.Select(pair => pair.Key).Where(mimeType => !mimeType.EndsWith("json", StringComparison.Ordinal)).ToArray())
            {
                Join(data, mimeType);
            }
        }
        return new NotebookOutput(json);
    }

    /// <summary>An error's output.</summary>
    internal static NotebookOutput Of(CellFailure failure) => new(new JsonObject
    {
        ["output_type"] = "error",
        ["ename"] = failure.Name,
        ["evalue"] = failure.Message,
        ["traceback"] = new JsonArray([.. failure.Trace.Prepend($"{failure.Name}: {failure.Message}").Select(line => JsonValue.Create(line))]),
    });

    /// <summary>A property that is text; empty where it is missing.</summary>
    internal string Text(string name) => Json[name]?.GetValueKind() == JsonValueKind.String ? (string)Json[name]! : "";

    private static void Join(JsonObject json, string name)
    {
        if (json[name] is JsonArray lines && lines.All(line => line?.GetValueKind() == JsonValueKind.String))
        {
            json[name] = string.Concat(lines.Select(line => (string)line!));
        }
    }
}
