using System.Text.Json;
using System.Text.Json.Nodes;

namespace MinImagen.Cli.Notebooks;

/// <summary>Something that a kernel says about a cell.</summary>
/// <param name="Kind">Such as "ReturnValueProduced".</param>
/// <param name="Token">The token of the command that it answers; empty where it answers none.</param>
/// <param name="Content">What it says.</param>
internal sealed record KernelEvent(string Kind, string Token, JsonObject Content)
{
    private const string Begin = "{\"event\":";

    /// <summary>Reads a line; null where it is none of the kernel's, such as what native code printed.</summary>
    internal static KernelEvent? Of(string line)
    {
        // What was printed without an end of line stands before the kernel's own.
        var start = line.IndexOf(Begin, StringComparison.Ordinal);
        if (start < 0)
        {
            return null;
        }
        try
        {
            return JsonNode.Parse(line[start..]) is JsonObject json && json["event"] is JsonObject content && (string?)json["eventType"] is { } kind
                ? new KernelEvent(kind, (string?)json["command"]?["token"] ?? "", content)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Whether it is about a command, or a part of it: the kernel runs a cell with magic commands in parts.</summary>
    internal bool IsAbout(string token) => Token == token || Token.StartsWith(token + ".", StringComparison.Ordinal);

    /// <summary>The representations of a value, by MIME type, as an .ipynb holds them.</summary>
    internal JsonObject Data()
    {
        var data = new JsonObject();
        foreach (var value in Values())
        {
            data[(string)value["mimeType"]!] = IsJson((string)value["mimeType"]!) ? Parsed((string)value["value"]!) : TextOf(value);
        }
        return data;
    }

    /// <summary>What was printed.</summary>
    internal string Text() => string.Concat(Values().Select(TextOf));

    /// <summary>Characters of its representations together.</summary>
    internal long Size => Values().Sum(value => (long)((string)value["value"]!).Length);

    private IEnumerable<JsonObject> Values() => (Content["formattedValues"] as JsonArray ?? []).OfType<JsonObject>().Where(value => (bool?)value["suppressDisplay"] != true);

    // Windows ends lines otherwise.
    private static string TextOf(JsonObject value) => ((string)value["value"]!).Replace("\r\n", "\n", StringComparison.Ordinal);

    private static bool IsJson(string mimeType) =>
        mimeType == "application/json" || (mimeType.StartsWith("application/", StringComparison.Ordinal) && mimeType.EndsWith("+json", StringComparison.Ordinal));

    private static JsonNode? Parsed(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return text;
        }
    }
}
