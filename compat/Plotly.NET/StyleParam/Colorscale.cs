using System.Text.Json.Nodes;

namespace Plotly.NET;

public static partial class StyleParam
{
    public sealed class Colorscale : IPlotValue
    {
        private readonly JsonNode value;

        private Colorscale(JsonNode value) => this.value = value;

        public static Colorscale Blackbody { get; } = new(JsonValue.Create("Blackbody"));

        public static Colorscale Bluered { get; } = new(JsonValue.Create("Bluered"));

        public static Colorscale Cividis { get; } = new(JsonValue.Create("Cividis"));

        public static Colorscale Earth { get; } = new(JsonValue.Create("Earth"));

        public static Colorscale Electric { get; } = new(JsonValue.Create("Electric"));

        public static Colorscale Greens { get; } = new(JsonValue.Create("Greens"));

        public static Colorscale Greys { get; } = new(JsonValue.Create("Greys"));

        public static Colorscale Hot { get; } = new(JsonValue.Create("Hot"));

        public static Colorscale Jet { get; } = new(JsonValue.Create("Jet"));

        public static Colorscale Picnic { get; } = new(JsonValue.Create("Picnic"));

        public static Colorscale Portland { get; } = new(JsonValue.Create("Portland"));

        public static Colorscale Rainbow { get; } = new(JsonValue.Create("Rainbow"));

        public static Colorscale RdBu { get; } = new(JsonValue.Create("RdBu"));

        public static Colorscale Viridis { get; } = new(JsonValue.Create("Viridis"));

        public static Colorscale YIGnBu { get; } = new(JsonValue.Create("YIGnBu"));

        public static Colorscale YIOrRd { get; } = new(JsonValue.Create("YIOrRd"));

        public static Colorscale NewCustom(IEnumerable<Tuple<double, Color>> item) =>
            new(new JsonArray([.. item.Select(stop => new JsonArray(stop.Item1, PlotJson.Of(stop.Item2)))]));

        JsonNode IPlotValue.ToJson() => value.DeepClone();
    }
}
