using System.Text.Json.Nodes;

namespace Plotly.NET;

public static partial class StyleParam
{
    public sealed class LayoutGridXSide : IPlotValue
    {
        private readonly string value;

        private LayoutGridXSide(string value) => this.value = value;

        public static LayoutGridXSide Bottom { get; } = new("bottom");

        public static LayoutGridXSide BottomPlot { get; } = new("bottom plot");

        public static LayoutGridXSide Top { get; } = new("top");

        public static LayoutGridXSide TopPlot { get; } = new("top plot");

        public override string ToString() => value;

        JsonNode IPlotValue.ToJson() => JsonValue.Create(value);
    }
}
