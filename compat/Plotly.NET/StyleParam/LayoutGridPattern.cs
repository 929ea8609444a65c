using System.Text.Json.Nodes;

namespace Plotly.NET;

public static partial class StyleParam
{
    public sealed class LayoutGridPattern : IPlotValue
    {
        private readonly string value;

        private LayoutGridPattern(string value) => this.value = value;

        public static LayoutGridPattern Independent { get; } = new("independent");

        public static LayoutGridPattern Coupled { get; } = new("coupled");

        public override string ToString() => value;

        JsonNode IPlotValue.ToJson() => JsonValue.Create(value);
    }
}
