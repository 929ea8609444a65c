using System.Text.Json.Nodes;

namespace Plotly.NET;

public static partial class StyleParam
{
    public sealed class ColorModel : IPlotValue
    {
        private readonly string value;

        private ColorModel(string value) => this.value = value;

        public static ColorModel RGB { get; } = new("rgb");

        public static ColorModel RGBA { get; } = new("rgba");

        public static ColorModel RGBA256 { get; } = new("rgba256");

        public static ColorModel HSL { get; } = new("hsl");

        public static ColorModel HSLA { get; } = new("hsla");

        public override string ToString() => value;

        JsonNode IPlotValue.ToJson() => JsonValue.Create(value);
    }
}
