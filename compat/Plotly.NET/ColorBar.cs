using System.Text.Json.Nodes;

namespace Plotly.NET;

public class ColorBar : IPlotValue
{
    internal JsonObject Json { get; } = [];

    JsonNode IPlotValue.ToJson() => Json.DeepClone();
}
