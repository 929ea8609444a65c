using System.Text.Json.Nodes;

namespace Plotly.NET;

public static partial class StyleParam
{
    public sealed class Fill : IPlotValue
    {
        private readonly string value;

        private Fill(string value) => this.value = value;

        public static Fill None { get; } = new("none");

        public static Fill ToZero_y { get; } = new("tozeroy");

        public static Fill ToZero_x { get; } = new("tozerox");

        public static Fill ToNext_y { get; } = new("tonexty");

        public static Fill ToNext_x { get; } = new("tonextx");

        public static Fill ToSelf { get; } = new("toself");

        public static Fill ToNext { get; } = new("tonext");

        public override string ToString() => value;

        JsonNode IPlotValue.ToJson() => JsonValue.Create(value);
    }
}
