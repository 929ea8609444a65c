using System.Text.Json.Nodes;

namespace Plotly.NET;

public static partial class StyleParam
{
    public sealed class HistFunc : IPlotValue
    {
        private readonly string value;

        private HistFunc(string value) => this.value = value;

        public static HistFunc Count { get; } = new("count");

        public static HistFunc Sum { get; } = new("sum");

        public static HistFunc Avg { get; } = new("avg");

        public static HistFunc Min { get; } = new("min");

        public static HistFunc Max { get; } = new("max");

        public override string ToString() => value;

        JsonNode IPlotValue.ToJson() => JsonValue.Create(value);
    }
}
