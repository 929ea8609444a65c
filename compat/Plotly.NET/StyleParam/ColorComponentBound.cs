using System.Text.Json.Nodes;

namespace Plotly.NET;

public static partial class StyleParam
{
    public abstract class ColorComponentBound : IPlotValue
    {
        private ColorComponentBound()
        {
        }

        public static ColorComponentBound NewRGB(int r, int g, int b) => new Components([r, g, b]);

        JsonNode IPlotValue.ToJson() => PlotJson.Of(Values)!;

        private protected abstract IReadOnlyList<int> Values { get; }

        private sealed class Components(int[] values) : ColorComponentBound
        {
            private protected override IReadOnlyList<int> Values => values;
        }
    }
}
