using System.Text.Json.Nodes;

namespace Plotly.NET;

public static partial class StyleParam
{
    public sealed class LayoutGridRowOrder : IPlotValue
    {
        private readonly string value;

        private LayoutGridRowOrder(string value) => this.value = value;

        public static LayoutGridRowOrder TopToBottom { get; } = new("top to bottom");

        public static LayoutGridRowOrder BottomToTop { get; } = new("bottom to top");

        public override string ToString() => value;

        JsonNode IPlotValue.ToJson() => JsonValue.Create(value);
    }
}
