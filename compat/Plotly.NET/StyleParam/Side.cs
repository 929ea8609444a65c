using System.Text.Json.Nodes;

namespace Plotly.NET;

public static partial class StyleParam
{
    public sealed class Side : IPlotValue
    {
        private readonly string value;

        private Side(string value) => this.value = value;

        public static Side Top { get; } = new("top");

        public static Side TopLeft { get; } = new("top left");

        public static Side TopCenter { get; } = new("top center");

        public static Side TopRight { get; } = new("top right");

        public static Side Bottom { get; } = new("bottom");

        public static Side Left { get; } = new("left");

        public static Side Right { get; } = new("right");

        public override string ToString() => value;

        JsonNode IPlotValue.ToJson() => JsonValue.Create(value);
    }
}
