using System.Text.Json.Nodes;

namespace Plotly.NET;

public static partial class StyleParam
{
    public sealed class ContourColoring : IPlotValue
    {
        private readonly string value;

        private ContourColoring(string value) => this.value = value;

        public static ContourColoring Fill { get; } = new("fill");

        public static ContourColoring Heatmap { get; } = new("heatmap");

        public static ContourColoring Lines { get; } = new("lines");

        public static ContourColoring NoColoring { get; } = new("none");

        public override string ToString() => value;

        JsonNode IPlotValue.ToJson() => JsonValue.Create(value);
    }
}
