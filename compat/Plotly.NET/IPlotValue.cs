using System.Text.Json.Nodes;

namespace Plotly.NET;

/// <summary>What has a form of its own in plotly's JSON.</summary>
internal interface IPlotValue
{
    /// <summary>A new node, which the caller may put into a document.</summary>
    JsonNode ToJson();
}
