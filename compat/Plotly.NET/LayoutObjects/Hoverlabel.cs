using System.Text.Json.Nodes;

namespace Plotly.NET.LayoutObjects;

public class Hoverlabel : IPlotValue
{
    internal JsonObject Json { get; } = [];

    JsonNode IPlotValue.ToJson() => Json.DeepClone();
}
