using System.Text.Json.Nodes;

namespace Plotly.NET;

public static partial class StyleParam
{
    public sealed class LayoutGridYSide : IPlotValue
    {
        private readonly string value;

        private LayoutGridYSide(string value) => this.value = value;

        public static LayoutGridYSide Left { get; } = new("left");

        public static LayoutGridYSide LeftPlot { get; } = new("left plot");

        public static LayoutGridYSide Right { get; } = new("right");

        public static LayoutGridYSide RightPlot { get; } = new("right plot");

        public override string ToString() => value;

        JsonNode IPlotValue.ToJson() => JsonValue.Create(value);
    }
}
