using System.Text.Json.Nodes;

namespace Plotly.NET;

/// <summary>What a chart gets that says nothing else: a size, and of plotly's own template what shows in charts with two axes.</summary>
internal static class DefaultLayout
{
    private const int Side = 600;

    internal static JsonObject Create() => new()
    {
        ["width"] = Side,
        ["height"] = Side,
        ["template"] = new JsonObject
        {
            ["layout"] = new JsonObject
            {
                ["font"] = new JsonObject { ["color"] = "#2a3f5f" },
                ["paper_bgcolor"] = "white",
                ["plot_bgcolor"] = "#E5ECF6",
                ["colorway"] = new JsonArray("#636efa", "#EF553B", "#00cc96", "#ab63fa", "#FFA15A", "#19d3f3", "#FF6692", "#B6E880", "#FF97FF", "#FECB52"),
                ["xaxis"] = Axis(),
                ["yaxis"] = Axis(),
            },
        },
    };

    private static JsonObject Axis() => new()
    {
        ["gridcolor"] = "white",
        ["linecolor"] = "white",
        ["zerolinecolor"] = "white",
        ["zerolinewidth"] = 2,
        ["automargin"] = true,
    };
}
