namespace Plotly.NET;

public static partial class StyleParam
{
    public sealed class SubPlotId
    {
        private readonly string value;

        private SubPlotId(string value) => this.value = value;

        public static SubPlotId NewXAxis(int item) => new(LinearAxisId.Numbered("xaxis", item));

        public static SubPlotId NewYAxis(int item) => new(LinearAxisId.Numbered("yaxis", item));

        public override string ToString() => value;
    }
}
