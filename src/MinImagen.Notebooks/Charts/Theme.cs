using System.Text.Json.Nodes;

namespace MinImagen.Notebooks.Charts;

/// <summary>
/// The looks of every figure: white, few lines, letters that can be read from the last row, and colours that also a
/// colour-blind reader tells apart.
/// </summary>
internal static class Theme
{
    internal const string Ink = "#20242e";
    internal const string Faint = "#686e7c";
    internal const int Height = 420;

    private const string GridLine = "#e6e8ee";

    internal static IReadOnlyList<string> Colors { get; } = ["#1f5fa8", "#d95f02", "#1b8a6b", "#8e44ad", "#c2185b", "#8c6d1f", "#4d5566"];

    /// <summary>White to dark blue, for what has no sign.</summary>
    internal static IReadOnlyList<(double At, string Color)> Sequential { get; } =
        [(0, "#f7f9fc"), (0.25, "#c6d9ee"), (0.5, "#7faed6"), (0.75, "#2f78b7"), (1, "#0b3c78")];

    /// <summary>Blue through white to red, for what has a sign.</summary>
    internal static IReadOnlyList<(double At, string Color)> Diverging { get; } =
        [(0, "#0b4a8f"), (0.25, "#7db0d8"), (0.5, "#fafafa"), (0.75, "#eb9a76"), (1, "#a3261b")];

    internal static JsonObject Template() => new()
    {
        ["layout"] = new JsonObject
        {
            ["font"] = new JsonObject { ["family"] = "Inter, 'Segoe UI', Helvetica, Arial, sans-serif", ["size"] = 15, ["color"] = Ink },
            ["title"] = new JsonObject { ["x"] = 0, ["xref"] = "paper", ["xanchor"] = "left", ["yref"] = "container", ["y"] = 1, ["yanchor"] = "top", ["pad"] = new JsonObject { ["t"] = 14 }, ["font"] = new JsonObject { ["size"] = 18 } },
            ["colorway"] = new JsonArray([.. Colors.Select(color => JsonValue.Create(color))]),
            ["paper_bgcolor"] = "white",
            ["plot_bgcolor"] = "white",
            ["xaxis"] = Axis(),
            ["yaxis"] = Axis(),
            ["legend"] = new JsonObject { ["orientation"] = "h", ["x"] = 0, ["y"] = 1.02, ["yanchor"] = "bottom" },
            ["margin"] = new JsonObject { ["l"] = 70, ["r"] = 24, ["t"] = 84, ["b"] = 60 },
            ["hoverlabel"] = new JsonObject { ["font"] = new JsonObject { ["size"] = 14 } },
        },
    };

    internal static JsonObject Config() => new() { ["responsive"] = true, ["displaylogo"] = false };

    private static JsonObject Axis() => new()
    {
        ["gridcolor"] = GridLine,
        ["linecolor"] = Faint,
        ["showline"] = true,
        ["zeroline"] = true,
        ["zerolinecolor"] = "#c4c8d2",
        ["ticks"] = "outside",
        ["tickcolor"] = Faint,
        ["automargin"] = true,
        // 10⁻⁴, where plotly would say 100μ.
        ["exponentformat"] = "power",
        ["title"] = new JsonObject { ["standoff"] = 10 },
    };
}
