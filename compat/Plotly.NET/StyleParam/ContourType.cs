using System.Text.Json.Nodes;

namespace Plotly.NET;

public static partial class StyleParam
{
    public sealed class ContourType : IPlotValue
    {
        private readonly string value;

        private ContourType(string value) => this.value = value;

        public static ContourType Levels { get; } = new("levels");

        public static ContourType Constraint { get; } = new("constraint");

        public override string ToString() => value;

        JsonNode IPlotValue.ToJson() => JsonValue.Create(value);
    }
}
