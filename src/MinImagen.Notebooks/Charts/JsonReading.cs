using System.Text.Json;
using System.Text.Json.Nodes;

namespace MinImagen.Notebooks.Charts;

/// <summary>What stands where in a figure's JSON.</summary>
internal static class JsonReading
{
    internal static string? Text(this JsonNode? node, params string[] path)
    {
        var found = path.Aggregate(node, (current, key) => (current as JsonObject)?[key]);
        return found is JsonValue value && value.TryGetValue(out string? text) ? ChartText.Unescape(text) : null;
    }

    internal static IEnumerable<JsonObject> Objects(this JsonNode? node) => (node as JsonArray ?? []).OfType<JsonObject>();

    /// <summary>Numbers of a list; a gap is NaN. Null where it is no list of numbers.</summary>
    internal static double[]? Numbers(this JsonNode? node)
    {
        if (node is not JsonArray list || list.Any(item => item is not null && item.GetValueKind() != JsonValueKind.Number))
            return null;
        return [.. list.Select(item => item?.GetValue<double>() ?? double.NaN)];
    }

    /// <summary>The object under a key, made where there is none.</summary>
    internal static JsonObject Within(this JsonObject json, string key)
    {
        if (json[key] is JsonObject found)
            return found;
        var made = new JsonObject();
        json[key] = made;
        return made;
    }

    /// <summary>Puts items at the end of a list, made where there is none.</summary>
    internal static void Append(this JsonObject json, string key, IEnumerable<JsonNode> items)
    {
        if (json[key] is not JsonArray list)
            json[key] = list = [];
        foreach (var item in items)
        {
            list.Add(item.DeepClone());
        }
    }
}
