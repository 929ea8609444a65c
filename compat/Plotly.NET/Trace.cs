using System.Text.Json.Nodes;

namespace Plotly.NET;

public class Trace(string traceTypeName)
{
    public string type { get; set; } = traceTypeName;

    internal JsonObject Json { get; } = [];

    internal JsonObject ToJson() => Json.Over(new JsonObject { ["type"] = type });
}
