using System.Text.Json.Nodes;

namespace Plotly.NET.LayoutObjects;

public class Domain : IPlotValue
{
    internal JsonObject Json { get; } = [];

    JsonNode IPlotValue.ToJson() => Json.DeepClone();
}
