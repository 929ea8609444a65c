using System.Text.Json.Nodes;

namespace Plotly.NET;

public static partial class StyleParam
{
    public sealed class AxisType : IPlotValue
    {
        private readonly string value;

        private AxisType(string value) => this.value = value;

        public static AxisType Auto { get; } = new("-");

        public static AxisType Linear { get; } = new("linear");

        public static AxisType Log { get; } = new("log");

        public static AxisType Date { get; } = new("date");

        public static AxisType Category { get; } = new("category");

        public static AxisType MultiCategory { get; } = new("multicategory");

        public override string ToString() => value;

        JsonNode IPlotValue.ToJson() => JsonValue.Create(value);
    }
}
