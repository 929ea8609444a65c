using System.Text.Json.Nodes;

namespace Plotly.NET;

public static partial class StyleParam
{
    public sealed class SmoothAlg : IPlotValue
    {
        private readonly JsonValue value;

        private SmoothAlg(JsonValue value) => this.value = value;

        public static SmoothAlg False { get; } = new(JsonValue.Create(false));

        public static SmoothAlg Best { get; } = new(JsonValue.Create("best"));

        public static SmoothAlg Fast { get; } = new(JsonValue.Create("fast"));

        public override string ToString() => value.ToString();

        JsonNode IPlotValue.ToJson() => value.DeepClone();
    }
}
