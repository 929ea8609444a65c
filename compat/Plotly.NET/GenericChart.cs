using System.Text.Json.Nodes;

namespace Plotly.NET;

public abstract class GenericChart
{
    private readonly IReadOnlyList<JsonObject> traces;
    private readonly JsonObject layout;

    private GenericChart(IReadOnlyList<JsonObject> traces, JsonObject layout) => (this.traces, this.layout) = (traces, layout);

    public static string toFigureJson(GenericChart gChart) => new JsonObject
    {
        ["data"] = new JsonArray([.. gChart.traces.Select(trace => trace.DeepClone())]),
        ["layout"] = gChart.layout.DeepClone(),
        ["frames"] = new JsonArray(),
    }.ToJsonString();

    public static GenericChart combine(IEnumerable<GenericChart> gCharts) => gCharts.Aggregate((all, next) =>
        new Drawn([.. all.traces, .. next.traces], next.layout.Over(all.layout)));

    internal static GenericChart Of(Trace trace, bool useDefaults) => new Drawn([trace.ToJson()], useDefaults ? DefaultLayout.Create() : []);

    internal GenericChart WithLayout(JsonObject more) => new Drawn(traces, more.Over(layout));

    /// <summary>The chart as a cell of a grid: its axes become the grid's, by number, and its traces stand on two of them.</summary>
    internal GenericChart MovedToAxes(int axes, int x, int y)
    {
        var moved = (JsonObject)layout.DeepClone();
        foreach (var (kind, number) in new[] { ("xaxis", axes), ("yaxis", axes) })
        {
            var first = moved[kind]?.DeepClone() ?? new JsonObject();
            foreach (var key in moved.Select(entry => entry.Key).Where(key => key.StartsWith(kind, StringComparison.Ordinal)).ToArray())
            {
                moved.Remove(key);
            }

            moved[StyleParam.LinearAxisId.Numbered(kind, number)] = first;
        }

        var anchors = new JsonObject
        {
            ["xaxis"] = StyleParam.LinearAxisId.NewX(x).ToString(),
            ["yaxis"] = StyleParam.LinearAxisId.NewY(y).ToString(),
        };
        return new Drawn([.. traces.Select(trace => anchors.Over(trace))], moved);
    }

    private sealed class Drawn(IReadOnlyList<JsonObject> traces, JsonObject layout) : GenericChart(traces, layout);
}
