using System.Text.Json.Nodes;

namespace Plotly.NET.TraceObjects;

public class Pattern : IPlotValue
{
    internal JsonObject Json { get; } = [];

    JsonNode IPlotValue.ToJson() => Json.DeepClone();
}
