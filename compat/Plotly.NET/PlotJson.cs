using System.Collections;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Plotly.NET;

/// <summary>Values as plotly's JSON has them.</summary>
internal static class PlotJson
{
    /// <summary>A node of a value: of a word, number, date, list of such, or one of this library's objects.</summary>
    internal static JsonNode? Of(object? value) => value switch
    {
        null => null,
        IPlotValue plot => plot.ToJson(),
        string text => JsonValue.Create(text),
        bool flag => JsonValue.Create(flag),
        // JSON knows no NaN and no infinity; to plotly a null is a gap.
        double number => double.IsFinite(number) ? JsonValue.Create(number) : null,
        float number => float.IsFinite(number) ? JsonValue.Create(number) : null,
        int number => JsonValue.Create(number),
        long number => JsonValue.Create(number),
        decimal number => JsonValue.Create(number),
        DateTime date => JsonValue.Create(date.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture)),
        System.Runtime.CompilerServices.ITuple tuple => new JsonArray([.. Enumerable.Range(0, tuple.Length).Select(i => Of(tuple[i]))]),
        IEnumerable list => new JsonArray([.. list.Cast<object?>().Select(Of)]),
        IConvertible other => JsonValue.Create(other.ToString(CultureInfo.InvariantCulture)),
        _ => throw new ArgumentException($"A chart cannot hold a {value.GetType()}.", nameof(value)),
    };

    /// <summary>One object over another: what both have is the upper one's, objects are laid over one another in their turn.</summary>
    /// <remarks>Annotations, shapes and images are kept of both.</remarks>
    internal static JsonObject Over(this JsonObject upper, JsonObject lower)
    {
        var merged = (JsonObject)lower.DeepClone();
        foreach (var (key, value) in upper)
        {
            merged[key] = (value, merged[key]) switch
            {
                (JsonObject above, JsonObject below) => above.Over(below),
                (JsonArray above, JsonArray below) when key is "annotations" or "shapes" or "images" => new JsonArray([.. below.Concat(above).Select(item => item?.DeepClone())]),
                _ => value?.DeepClone(),
            };
        }

        return merged;
    }
}
