using System.Text.Json.Nodes;

namespace Plotly.NET.CSharp;

/// <summary>Puts what was given into JSON, and leaves out what was not.</summary>
internal static class OptionalJson
{
    internal static JsonObject Put<T>(this JsonObject json, string key, Optional<T> value)
    {
        if (value.IsSome)
            json[key] = PlotJson.Of(value.Value);
        return json;
    }

    /// <summary>An object that other arguments say more about; it stays away where nothing is said.</summary>
    internal static JsonObject Put<T>(this JsonObject json, string key, Optional<T> value, Func<JsonObject, JsonObject> more)
    {
        var inner = more(value.IsSome ? (JsonObject)PlotJson.Of(value.Value)! : []);
        if (inner.Count > 0)
            json[key] = inner;
        return json;
    }
}
