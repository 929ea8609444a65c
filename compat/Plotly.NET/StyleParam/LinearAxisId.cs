using System.Globalization;
using System.Text.Json.Nodes;

namespace Plotly.NET;

public static partial class StyleParam
{
    public abstract class LinearAxisId : IPlotValue
    {
        private LinearAxisId()
        {
        }

        public static LinearAxisId Free { get; } = new Named("free");

        public static LinearAxisId NewX(int item) => new Named(Numbered("x", item));

        public static LinearAxisId NewY(int item) => new Named(Numbered("y", item));

        JsonNode IPlotValue.ToJson() => JsonValue.Create(ToString())!;

        // plotly calls the first axis of a kind by the kind alone.
        internal static string Numbered(string kind, int id) => id < 2 ? kind : string.Create(CultureInfo.InvariantCulture, $"{kind}{id}");

        private sealed class Named(string name) : LinearAxisId
        {
            public override string ToString() => name;
        }
    }
}
