using System.Text.Json.Nodes;
using Microsoft.DotNet.Interactive.Hosting;

namespace DotNet.Interactive.Tests.Hosting;

/// <summary>What a cell put out.</summary>
internal sealed record TestCell(IReadOnlyList<JsonObject> Messages, CellFailure? Failure)
{
    /// <summary>Its outputs, each in one line: "stdout: text" or "display_data text/plain=…, text/html=…".</summary>
    internal string[] Lines => [.. Messages.Select(Line)];

    /// <summary>A representation of the only output.</summary>
    internal string Only(string mimeType = "text/plain") => (string)Assert.Single(Messages)["output"]!["data"]![mimeType]!;

    /// <summary>The representations of the only output.</summary>
    internal string[] MimeTypes => [.. ((JsonObject)Assert.Single(Messages)["output"]!["data"]!).Select(pair => pair.Key)];

    private static string Line(JsonObject message)
    {
        if (message["output"] is not JsonObject output)
        {
            return "update " + Data(message["update"]!);
        }
        return (string)output["output_type"]! == "stream" ? $"{output["name"]}: {output["text"]}" : $"{output["output_type"]} {Data(output["data"]!)}";
    }

    private static string Data(JsonNode data) => string.Join(", ", ((JsonObject)data).Select(pair => $"{pair.Key}={pair.Value}"));
}
