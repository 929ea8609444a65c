using System.Text.Json.Nodes;

namespace MinImagen.Cli.Notebooks;

/// <summary>Gathers what a cell puts out: neighbouring pieces of one stream become one output, an update replaces its display.</summary>
internal sealed class CellOutputs
{
    private readonly List<JsonObject> outputs = [];
    private readonly Dictionary<string, JsonObject> displays = [];

    /// <summary>Takes one message of the kernel.</summary>
    internal void Take(JsonObject message)
    {
        var display = (string?)message["display"];
        if (message["update"] is { } update)
        {
            if (display is not null && displays.TryGetValue(display, out var shown))
            {
                shown["data"] = update.DeepClone();
            }
            return;
        }
        if (message["output"]?.DeepClone() is not JsonObject output)
        {
            return;
        }
        if (outputs.LastOrDefault() is { } last && IsStream(last) && IsStream(output) && (string)last["name"]! == (string)output["name"]!)
        {
            last["text"] = (string)last["text"]! + (string)output["text"]!;
            return;
        }
        outputs.Add(output);
        if (display is not null)
        {
            displays[display] = output;
        }
    }

    /// <summary>What there is so far.</summary>
    internal IReadOnlyList<NotebookOutput> ToList() => [.. outputs.Select(output => new NotebookOutput(output))];

    private static bool IsStream(JsonObject output) => (string)output["output_type"]! == "stream";
}
