using System.Text.Json.Nodes;

namespace MinImagen.Notebooks.Charts;

/// <summary>Figures made beforehand as plotly's frames, and a slider that shows one of them.</summary>
internal static class Slider
{
    private static readonly string[] PerFrame = ["title", "annotations", "shapes"];

    internal static JsonObject Of(string name, IReadOnlyList<(string Label, JsonObject Figure)> frames, int start)
    {
        Check(frames, start);
        var figure = (JsonObject)frames[start].Figure.DeepClone();
        var layout = figure.Within("layout");
        SetRanges(layout, frames);
        var heights = frames.SelectMany(frame => frame.Figure["data"].Objects()).Where(trace => trace["z"] is JsonArray);
        var (low, high) = (heights.Min(Lowest), heights.Max(Highest));
        if (low < high)
            figure["data"].Objects().Where(trace => trace["z"] is JsonArray).ToList().ForEach(trace => (trace["zmin"], trace["zmax"]) = (low, high));

        figure["frames"] = new JsonArray([.. frames.Select((frame, i) => Frame(frame.Figure, i, low, high))]);
        layout["sliders"] = new JsonArray(new JsonObject
        {
            ["name"] = ChartText.Escape(name),
            ["active"] = start,
            ["currentvalue"] = new JsonObject { ["prefix"] = $"{ChartText.Escape(name)} = ", ["font"] = new JsonObject { ["size"] = 16 } },
            ["pad"] = new JsonObject { ["t"] = 48, ["b"] = 12 },
            ["steps"] = new JsonArray([.. frames.Select((frame, i) => Step(frame.Label, i))]),
        });
        layout["height"] = (layout["height"]?.GetValue<double>() ?? Theme.Height) + 80;
        return figure;
    }

    private static void Check(IReadOnlyList<(string Label, JsonObject Figure)> frames, int start)
    {
        if (frames.Count < 2)
            throw new ArgumentException($"A slider chooses among two figures or more, not {frames.Count}.");
        if (start < 0 || start >= frames.Count)
            throw new ArgumentOutOfRangeException(nameof(start), start, $"There are {frames.Count} positions, counted from 0.");
        var kinds = frames.Select(frame => string.Join(", ", frame.Figure["data"].Objects().Select(trace => trace.Text("type")))).ToArray();
        var other = Array.FindIndex(kinds, kind => kind != kinds[0]);
        if (other >= 0)
            throw new ArgumentException($"The figures of a slider are alike: '{frames[0].Label}' has {kinds[0]}, '{frames[other].Label}' has {kinds[other]}.");
    }

    private static JsonObject Frame(JsonObject figure, int index, double? low, double? high)
    {
        var data = (JsonArray)figure["data"]!.DeepClone();
        foreach (var trace in data.Objects().Where(trace => trace["z"] is JsonArray && low < high))
        {
            (trace["zmin"], trace["zmax"]) = (low, high);
        }

        // A frame says what it lacks too, or what the last one had would stay.
        var layout = new JsonObject(PerFrame
            .Select(key => KeyValuePair.Create(key, figure["layout"]?[key]?.DeepClone() ?? (key == "title" ? null : new JsonArray())))
            .Where(entry => entry.Value is not null));
        return new JsonObject { ["name"] = $"{index}", ["data"] = data, ["layout"] = layout };
    }

    private static JsonObject Step(string label, int index) => new()
    {
        ["label"] = ChartText.Escape(label),
        ["method"] = "animate",
        ["args"] = new JsonArray(
            new JsonArray($"{index}"),
            new JsonObject
            {
                ["mode"] = "immediate",
                ["frame"] = new JsonObject { ["duration"] = 0, ["redraw"] = true },
                ["transition"] = new JsonObject { ["duration"] = 0 },
            }),
    };

    /// <summary>Axes that nothing was said about span the points of all frames, so that they do not jump.</summary>
    private static void SetRanges(JsonObject layout, IReadOnlyList<(string Label, JsonObject Figure)> frames)
    {
        foreach (var (axis, key) in new[] { ("xaxis", "x"), ("yaxis", "y") })
        {
            var settings = layout.Within(axis);
            var traces = frames.SelectMany(frame => frame.Figure["data"].Objects()).ToArray();
            if (settings["range"] is not null || settings["autorange"] is not null || traces.Any(trace => trace.Text("type") is not ("scatter" or "bar")))
                continue;

            var isLog = settings.Text("type") == "log";
            var values = traces.SelectMany(trace => trace[key].Numbers() ?? [])
                .Where(value => double.IsFinite(value) && (!isLog || value > 0))
                .Select(value => isLog ? Math.Log10(value) : value)
                .ToList();
            if (values.Count == 0)
                continue;

            // Bars stand on nought.
            if (key == "y" && !isLog && traces.Any(trace => trace.Text("type") == "bar"))
                values.Add(0);
            var (min, max) = (values.Min(), values.Max());
            var margin = max > min ? 0.05 * (max - min) : 0.5;
            var below = min == 0 && key == "y" ? 0 : margin;
            settings["range"] = new JsonArray(Round(min - below), Round(max + margin));
        }
    }

    private static double Round(double value) => Math.Round(value, 6);

    private static double? Lowest(JsonObject trace) => Heights(trace).DefaultIfEmpty(double.NaN).Min();

    private static double? Highest(JsonObject trace) => Heights(trace).DefaultIfEmpty(double.NaN).Max();

    private static IEnumerable<double> Heights(JsonObject trace) =>
        ((JsonArray)trace["z"]!).SelectMany(row => row.Numbers() ?? []).Where(double.IsFinite);
}
