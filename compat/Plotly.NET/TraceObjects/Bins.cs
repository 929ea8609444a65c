using System.Text.Json.Nodes;
using Microsoft.FSharp.Core;

namespace Plotly.NET.TraceObjects;

public class Bins : IPlotValue
{
    internal JsonObject Json { get; } = [];

    public static Bins init(FSharpOption<double>? Start = null, FSharpOption<double>? End = null, FSharpOption<double>? Size = null)
    {
        var bins = new Bins();
        bins.Json.Put("start", Start).Put("end", End).Put("size", Size);
        return bins;
    }

    JsonNode IPlotValue.ToJson() => Json.DeepClone();
}
