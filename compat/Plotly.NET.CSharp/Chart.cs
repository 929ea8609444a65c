namespace Plotly.NET.CSharp;

public static partial class Chart
{
    private static GenericChart Draw(Trace2D trace, Optional<bool> useDefaults) =>
        GenericChart.Of(trace, !useDefaults.IsSome || useDefaults.Value);
}
