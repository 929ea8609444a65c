using System.Text.Json.Nodes;

namespace Plotly.NET;

public static partial class StyleParam
{
    public sealed class HistNorm : IPlotValue
    {
        private readonly string value;

        private HistNorm(string value) => this.value = value;

        public static HistNorm None { get; } = new("");

        public static HistNorm Percent { get; } = new("percent");

        public static HistNorm Probability { get; } = new("probability");

        public static HistNorm Density { get; } = new("density");

        public static HistNorm ProbabilityDensity { get; } = new("probability density");

        public override string ToString() => value;

        JsonNode IPlotValue.ToJson() => JsonValue.Create(value);
    }
}
