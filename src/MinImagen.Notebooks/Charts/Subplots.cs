using System.Text.Json.Nodes;

namespace MinImagen.Notebooks.Charts;

/// <summary>Figures beside and below one another, each on axes of its own.</summary>
internal static class Subplots
{
    private const double ColumnGap = 0.09;
    private const double RowGap = 0.16;
    private const double RowHeight = 320;
    private const double Above = 112;
    private const double HeadingHeight = 44;

    internal static JsonObject Of(int columns, IReadOnlyList<JsonObject> figures)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(columns);
        if (figures.Count == 0)
            throw new ArgumentException("A grid holds one figure or more.");
        if (figures.Any(figure => figure["frames"] is JsonArray { Count: > 0 }))
            throw new ArgumentException("A figure with a slider cannot stand in a grid: make the grids the slider's frames.");

        var rows = (figures.Count + columns - 1) / columns;
        // Above the first row: its headings, and over them the legend.
        var layout = new JsonObject
        {
            ["template"] = Theme.Template(),
            ["height"] = (rows * RowHeight) + Above,
            ["margin"] = new JsonObject { ["t"] = Above },
            ["legend"] = new JsonObject { ["y"] = 1 + (HeadingHeight / (rows * RowHeight)) },
        };
        var data = new JsonArray();
        var legends = new Dictionary<string, string>();
        for (var i = 0; i < figures.Count; i++)
        {
            var x = Share(i % columns, columns, ColumnGap);
            var y = Share(rows - 1 - (i / columns), rows, RowGap);
            Place(figures[i], i + 1, x, y, layout);
            foreach (var trace in Moved(figures[i], i + 1, legends))
            {
                if (trace.Text("type") == "heatmap")
                    trace["colorbar"] = ColorBar(x, y);
                data.Add(trace);
            }
        }

        layout["showlegend"] = legends.Count > 1;
        return new JsonObject { ["data"] = data, ["layout"] = layout, ["frames"] = new JsonArray() };
    }

    private static (double From, double To) Share(int cell, int cells, double gap)
    {
        var size = (1 - (gap * (cells - 1))) / cells;
        var from = cell * (size + gap);
        return (Math.Round(from, 4), Math.Round(from + size, 4));
    }

    private static void Place(JsonObject figure, int number, (double From, double To) x, (double From, double To) y, JsonObject layout)
    {
        var own = figure["layout"];
        foreach (var (axis, other, share) in new[] { ("x", "y", x), ("y", "x", y) })
        {
            var settings = own?[$"{axis}axis"]?.DeepClone().AsObject() ?? [];
            settings["domain"] = new JsonArray(share.From, share.To);
            settings["anchor"] = Renamed(other, number);
            if (settings["scaleanchor"] is not null)
                settings["scaleanchor"] = Renamed(other, number);
            layout[$"{axis}axis{Suffix(number)}"] = settings;
        }

        foreach (var key in new[] { "annotations", "shapes" })
        {
            layout.Append(key, own?[key].Objects().Select(item => OnAxes(item, number)).ToArray() ?? []);
        }

        if (own.Text("title", "text") is { Length: > 0 } title)
            layout.Append("annotations", [Heading(title, x.From, y.To)]);
    }

    private static JsonObject ColorBar((double From, double To) x, (double From, double To) y) => new()
    {
        ["x"] = x.To + 0.005,
        ["y"] = (y.From + y.To) / 2,
        ["len"] = y.To - y.From,
        ["thickness"] = 12,
    };

    private static JsonObject Heading(string title, double x, double y) => new()
    {
        ["text"] = ChartText.Escape(title),
        ["showarrow"] = false,
        ["x"] = x,
        ["xref"] = "paper",
        ["xanchor"] = "left",
        ["y"] = y,
        ["yref"] = "paper",
        ["yanchor"] = "bottom",
        ["yshift"] = 6,
        ["font"] = new JsonObject { ["size"] = 16 },
    };

    private static JsonObject OnAxes(JsonObject item, int number)
    {
        var moved = item.DeepClone().AsObject();
        foreach (var key in new[] { "xref", "yref", "axref", "ayref" })
        {
            if (moved.Text(key) is { } reference && reference != "paper" && reference != "pixel")
                moved[key] = Renamed(reference, number);
        }

        return moved;
    }

    /// <summary>The traces on their axes. A name stands in the one legend once, with one colour in all figures.</summary>
    private static IEnumerable<JsonObject> Moved(JsonObject figure, int number, Dictionary<string, string> legends)
    {
        var unnamed = 0;
        foreach (var trace in figure["data"].Objects().Select(trace => trace.DeepClone().AsObject()))
        {
            trace["xaxis"] = Renamed("x", number);
            trace["yaxis"] = Renamed("y", number);
            var color = Theme.Colors[unnamed % Theme.Colors.Count];
            if (trace.Text("name") is { Length: > 0 } name)
            {
                trace["legendgroup"] = ChartText.Escape(name);
                trace["showlegend"] = legends.TryAdd(name, Theme.Colors[legends.Count % Theme.Colors.Count]);
                color = legends[name];
            }
            else
            {
                unnamed++;
            }

            if (trace.Text("type") is "scatter" or "bar")
                Colour(trace, color);
            yield return trace;
        }
    }

    private static void Colour(JsonObject trace, string color)
    {
        foreach (var part in trace.Text("type") == "bar" ? new[] { "marker" } : ["line", "marker"])
        {
            if (trace.Within(part)["color"] is null)
                trace.Within(part)["color"] = color;
        }
    }

    /// <summary><c>x</c> and <c>y domain</c> of the first figure's axes are <c>x2</c> and <c>y2 domain</c> of the second's.</summary>
    private static string Renamed(string reference, int number) => $"{reference[0]}{Suffix(number)}{reference[1..]}";

    private static string Suffix(int number) => number == 1 ? "" : $"{number}";
}
