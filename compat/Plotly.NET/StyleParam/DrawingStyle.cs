using System.Globalization;
using System.Text.Json.Nodes;

namespace Plotly.NET;

public static partial class StyleParam
{
    public sealed class DrawingStyle : IPlotValue
    {
        private readonly string value;

        private DrawingStyle(string value) => this.value = value;

        public static DrawingStyle Dash { get; } = new("dash");

        public static DrawingStyle DashDot { get; } = new("dashdot");

        public static DrawingStyle Dot { get; } = new("dot");

        public static DrawingStyle LongDash { get; } = new("longdash");

        public static DrawingStyle LongDashDot { get; } = new("longdashdot");

        public static DrawingStyle Solid { get; } = new("solid");

        public static DrawingStyle NewUser(IEnumerable<int> item) =>
            new(string.Join(',', item.Select(length => string.Create(CultureInfo.InvariantCulture, $"{length}px"))));

        public override string ToString() => value;

        JsonNode IPlotValue.ToJson() => JsonValue.Create(value);
    }
}
