using System.Text.Json.Nodes;

namespace MinImagen.Cli.Notebooks;

/// <summary>Gathers what a cell puts out: neighbouring pieces of one stream become one output, an update replaces its display.</summary>
/// <param name="limits">How much it may be.</param>
internal sealed class CellOutputs(KernelLimits limits)
{
    private readonly List<JsonObject> outputs = [];
    private readonly Dictionary<string, JsonObject> displays = [];
    private long printed;
    private long displayed;

    /// <summary>What is too much; null where it is not.</summary>
    internal string? TooMuch =>
        printed > limits.Text ? $"the cell printed more than {limits.Text:N0} characters: let it show less"
        : displayed > limits.Data ? $"the cell displayed more than {limits.Data:N0} characters: let it show less"
        : null;

    /// <summary>Takes one event of the kernel.</summary>
    internal void Take(KernelEvent kernelEvent)
    {
        switch (kernelEvent.Kind)
        {
            case "StandardOutputValueProduced":
                Print("stdout", kernelEvent);
                break;
            case "StandardErrorValueProduced" or "ErrorProduced":
                Print("stderr", kernelEvent);
                break;
            case "DisplayedValueProduced":
                Show("display_data", kernelEvent);
                break;
            case "ReturnValueProduced":
                Show("execute_result", kernelEvent);
                break;
            case "DisplayedValueUpdated":
                Update(kernelEvent);
                break;
        }
    }

    /// <summary>What there is so far.</summary>
    internal IReadOnlyList<NotebookOutput> ToList() => [.. outputs.Select(output => new NotebookOutput(output))];

    private void Print(string stream, KernelEvent kernelEvent)
    {
        printed += kernelEvent.Size;
        if (outputs.LastOrDefault() is { } last && (string?)last["name"] == stream)
        {
            last["text"] = (string)last["text"]! + kernelEvent.Text();
            return;
        }
        outputs.Add(new JsonObject { ["output_type"] = "stream", ["name"] = stream, ["text"] = kernelEvent.Text() });
    }

    private void Show(string type, KernelEvent kernelEvent)
    {
        displayed += kernelEvent.Size;
        var output = new JsonObject { ["output_type"] = type, ["data"] = kernelEvent.Data(), ["metadata"] = new JsonObject() };
        outputs.Add(output);
        if ((string?)kernelEvent.Content["valueId"] is { } id)
        {
            displays[id] = output;
        }
    }

    private void Update(KernelEvent kernelEvent)
    {
        displayed += kernelEvent.Size;
        if ((string?)kernelEvent.Content["valueId"] is { } id && displays.TryGetValue(id, out var shown))
        {
            shown["data"] = kernelEvent.Data();
        }
    }
}
