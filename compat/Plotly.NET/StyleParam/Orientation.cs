using System.Text.Json.Nodes;

namespace Plotly.NET;

public static partial class StyleParam
{
    public sealed class Orientation : IPlotValue
    {
        private readonly string value;

        private Orientation(string value) => this.value = value;

        public static Orientation Horizontal { get; } = new("h");

        public static Orientation Vertical { get; } = new("v");

        public override string ToString() => value;

        JsonNode IPlotValue.ToJson() => JsonValue.Create(value);
    }
}
