using System.Text.Json.Nodes;

namespace MinImagen.Charts;

/// <summary>
/// The numbers of a figure as JSON has them. Plotly.NET writes a gap as the text "NaN" and a whole number as 1.0: they become
/// null and 1.
/// </summary>
internal static class FigureNumbers
{
    private static readonly string[] gaps = ["NaN", "Infinity", "-Infinity"];

    /// <summary>A figure with plain numbers.</summary>
    /// <param name="figure">A figure as Plotly.NET writes it.</param>
    /// <param name="lists">The properties of its traces that are lists of numbers, or lists of such lists.</param>
    internal static string Plain(string figure, params string[] lists)
    {
        var json = (JsonObject)Shortened(JsonNode.Parse(figure))!;
        foreach (var trace in (json["data"] as JsonArray ?? []).OfType<JsonObject>())
        {
            foreach (var list in lists)
            {
                if (trace[list] is { } numbers)
                    trace[list] = WithGaps(numbers);
            }
        }

        return json.ToJsonString();
    }

    private static JsonNode? Shortened(JsonNode? node) => node switch
    {
        JsonObject map => new JsonObject(map.Select(entry => KeyValuePair.Create(entry.Key, Shortened(entry.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Shortened)]),
        JsonValue value when value.TryGetValue(out double number) => JsonValue.Create(number),
        _ => node?.DeepClone(),
    };

    private static JsonNode? WithGaps(JsonNode? node) => node switch
    {
        JsonArray list => new JsonArray([.. list.Select(WithGaps)]),
        JsonValue value when value.TryGetValue(out string? text) && gaps.Contains(text) => null,
        _ => node?.DeepClone(),
    };
}
