using System.Text.Json.Nodes;

namespace Plotly.NET;

public static partial class StyleParam
{
    public sealed class Mirror : IPlotValue
    {
        private readonly JsonValue value;

        private Mirror(JsonValue value) => this.value = value;

        public static Mirror True { get; } = new(JsonValue.Create(true));

        public static Mirror Ticks { get; } = new(JsonValue.Create("ticks"));

        public static Mirror False { get; } = new(JsonValue.Create(false));

        public static Mirror All { get; } = new(JsonValue.Create("all"));

        public static Mirror AllTicks { get; } = new(JsonValue.Create("allticks"));

        public override string ToString() => value.ToString();

        JsonNode IPlotValue.ToJson() => value.DeepClone();
    }
}
