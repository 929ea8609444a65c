using System.Text.Json.Nodes;
using Microsoft.FSharp.Core;

namespace Plotly.NET;

/// <summary>Puts what was given into JSON, and leaves out what was not.</summary>
internal static class FSharpOptionJson
{
    internal static JsonObject Put<T>(this JsonObject json, string key, FSharpOption<T>? value)
    {
        if (FSharpOption<T>.get_IsSome(value))
            json[key] = PlotJson.Of(value!.Value);
        return json;
    }
}
