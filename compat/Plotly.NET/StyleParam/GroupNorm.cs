using System.Text.Json.Nodes;

namespace Plotly.NET;

public static partial class StyleParam
{
    public sealed class GroupNorm : IPlotValue
    {
        private readonly string value;

        private GroupNorm(string value) => this.value = value;

        public static GroupNorm None { get; } = new("");

        public static GroupNorm Fraction { get; } = new("fraction");

        public static GroupNorm Percent { get; } = new("percent");

        public override string ToString() => value;

        JsonNode IPlotValue.ToJson() => JsonValue.Create(value);
    }
}
