using System.Text.Json.Nodes;

namespace MinImagen.Notebooks.Charts;

/// <summary>
/// Text as it is. Plotly reads tags and entities in every text of a figure, links among them: what looks like one is written as
/// entities, so that it shows letter by letter.
/// </summary>
internal static class ChartText
{
    // What is no text: a picture's address, and the signs that compare.
    private static readonly string[] NoText = ["source", "operation"];

    internal static string Escape(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal);

    internal static string Unescape(string text) => text
        .Replace("&lt;", "<", StringComparison.Ordinal)
        .Replace("&gt;", ">", StringComparison.Ordinal)
        .Replace("&amp;", "&", StringComparison.Ordinal);

    /// <summary>A copy with every text escaped.</summary>
    internal static JsonNode? Escaped(JsonNode? node) => node switch
    {
        JsonObject map => new JsonObject(map.Select(entry =>
            KeyValuePair.Create(entry.Key, NoText.Contains(entry.Key) ? entry.Value?.DeepClone() : Escaped(entry.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Escaped)]),
        JsonValue value when value.TryGetValue(out string? text) => JsonValue.Create(Escape(text)),
        _ => node?.DeepClone(),
    };
}
