using System.Text;
using System.Text.Json.Nodes;

namespace MinImagen.Notebooks.Charts;

/// <summary>A figure in words and numbers: enough of them that another figure has others.</summary>
internal static class Summary
{
    internal static string Of(JsonObject figure)
    {
        var layout = figure["layout"];
        var text = new StringBuilder("Figure");
        if (layout.Text("title", "text") is { Length: > 0 } title)
            text.Append($" \"{title}\"");
        var axes = new[] { ("x", layout?["xaxis"]), ("y", layout?["yaxis"]) }
            .Select(axis => (Name: axis.Item1, Title: axis.Item2.Text("title", "text"), IsLog: axis.Item2.Text("type") == "log"))
            .Where(axis => axis.Title is { Length: > 0 } || axis.IsLog)
            .Select(axis => $"{axis.Name}: {axis.Title}{(axis.IsLog ? " (logarithmic)" : "")}");
        text.AppendJoin("", axes.Select((axis, i) => $"{(i == 0 ? " - " : ", ")}{axis}"));
        AppendContent(text, figure["data"], layout, "  ");
        AppendSlider(text, figure);
        return text.ToString();
    }

    private static void AppendSlider(StringBuilder text, JsonObject figure)
    {
        if (figure["layout"]?["sliders"].Objects().FirstOrDefault() is not { } slider)
            return;

        text.Append($"\n  slider {slider.Text("name")}:");
        foreach (var (step, frame) in slider["steps"].Objects().Zip(figure["frames"].Objects()))
        {
            text.Append($"\n    {step.Text("label")}");
            AppendContent(text, frame["data"], frame["layout"], "      ");
        }
    }

    private static void AppendContent(StringBuilder text, JsonNode? data, JsonNode? layout, string indent)
    {
        foreach (var trace in data.Objects())
        {
            text.Append('\n').Append(indent).Append(Line(trace));
        }

        foreach (var label in layout?["annotations"].Objects().Select(annotation => annotation.Text("text")).Where(label => label?.Length > 0) ?? [])
        {
            text.Append('\n').Append(indent).Append($"note \"{label}\"");
        }
    }

    private static string Line(JsonObject trace)
    {
        var name = trace.Text("name") is { Length: > 0 } given ? $" \"{given}\"" : "";
        return Kind(trace) + name + (trace["z"] is JsonArray matrix ? Matrix(matrix) : trace["source"] is not null ? "" : Points(trace));
    }

    private static string Kind(JsonObject trace) => (trace.Text("type"), trace.Text("mode")) switch
    {
        ("scatter", "markers" or "markers+text") => "points",
        ("scatter", _) => "line",
        ("bar", _) => "bars",
        ("image", _) => "picture",
        var (type, _) => type ?? "trace",
    };

    private static string Points(JsonObject trace)
    {
        var y = trace["y"].Numbers() ?? [];
        var x = trace["x"].Numbers();
        var finite = y.Where(double.IsFinite).ToArray();
        if (finite.Length == 0)
            return $": {y.Length} points, none finite";

        var across = x is null || x.Length == 0 ? "" : $", x {Number(x.Min())} … {Number(x.Max())}";
        return $": {y.Length} points{across}, y {Number(finite.Min())} … {Number(finite.Max())}, first {Number(y[0])}, last {Number(y[^1])}, mean {Number(finite.Average())}";
    }

    private static string Matrix(JsonArray rows)
    {
        var values = rows.Select(row => row.Numbers() ?? []).ToArray();
        var finite = values.SelectMany(row => row).Where(double.IsFinite).ToArray();
        var size = $": {values.Length} × {values.FirstOrDefault()?.Length ?? 0}";
        return finite.Length == 0 ? size : $"{size}, {Number(finite.Min())} … {Number(finite.Max())}, mean {Number(finite.Average())}";
    }

    private static string Number(double value) => TensorSummary.Number(value);
}
