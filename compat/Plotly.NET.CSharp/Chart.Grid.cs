using System.Text.Json.Nodes;
using Plotly.NET.LayoutObjects;

namespace Plotly.NET.CSharp;

public static partial class Chart
{
    private const double IndependentXGap = 0.2;
    private const double IndependentYGap = 0.3;
    private const double CoupledGap = 0.1;

    public static GenericChart Combine(
        IEnumerable<GenericChart> gCharts) => GenericChart.combine(gCharts);

    public static GenericChart Grid(
        IEnumerable<GenericChart> gCharts,
        int nRows,
        int nCols,
        Optional<IEnumerable<string>> SubPlotTitles = default,
        Optional<Font> SubPlotTitleFont = default,
        Optional<double> SubPlotTitleOffset = default,
        Optional<Tuple<StyleParam.LinearAxisId, StyleParam.LinearAxisId>[][]> SubPlots = default,
        Optional<StyleParam.LinearAxisId[]> XAxes = default,
        Optional<StyleParam.LinearAxisId[]> YAxes = default,
        Optional<StyleParam.LayoutGridRowOrder> RowOrder = default,
        Optional<StyleParam.LayoutGridPattern> Pattern = default,
        Optional<double> XGap = default,
        Optional<double> YGap = default,
        Optional<Domain> Domain = default,
        Optional<StyleParam.LayoutGridXSide> XSide = default,
        Optional<StyleParam.LayoutGridYSide> YSide = default)
    {
        var coupled = Pattern.IsSome && Pattern.Value == StyleParam.LayoutGridPattern.Coupled;
        var upwards = RowOrder.IsSome && RowOrder.Value == StyleParam.LayoutGridRowOrder.BottomToTop;
        var (xGap, yGap) = (XGap.IsSome ? XGap.Value : coupled ? CoupledGap : IndependentXGap, YGap.IsSome ? YGap.Value : coupled ? CoupledGap : IndependentYGap);
        var cells = gCharts.Take(nRows * nCols).Select((chart, i) =>
            chart.MovedToAxes(i + 1, coupled ? (i % nCols) + 1 : i + 1, coupled ? (i / nCols) + 1 : i + 1));

        var grid = new JsonObject { ["rows"] = nRows, ["columns"] = nCols }
            .Put("subplots", SubPlots).Put("xaxes", XAxes).Put("yaxes", YAxes)
            .Put("roworder", (Optional<StyleParam.LayoutGridRowOrder>)(upwards ? StyleParam.LayoutGridRowOrder.BottomToTop : StyleParam.LayoutGridRowOrder.TopToBottom))
            .Put("pattern", (Optional<StyleParam.LayoutGridPattern>)(coupled ? StyleParam.LayoutGridPattern.Coupled : StyleParam.LayoutGridPattern.Independent))
            .Put("xgap", (Optional<double>)xGap).Put("ygap", (Optional<double>)yGap)
            .Put("domain", Domain).Put("xside", XSide).Put("yside", YSide);
        var titles = SubPlotTitles.IsSome
            ? SubPlotTitles.Value.Take(nRows * nCols).Select((title, i) =>
                CellTitle(title, Centre(i % nCols, nCols, xGap), Top(upwards ? i / nCols : nRows - 1 - (i / nCols), nRows, yGap) + SubPlotTitleOffset.Value, SubPlotTitleFont))
            : [];
        return GenericChart.combine(cells).WithLayout(new JsonObject { ["grid"] = grid, ["annotations"] = new JsonArray([.. titles]) });
    }

    // As plotly.js cuts a grid: cells of equal size with a gap, a share of a step, between them.
    private static double Centre(int cell, int cells, double gap) => (cell + ((1 - gap) / 2)) / (cells - gap);

    private static double Top(int cell, int cells, double gap) => (cell + 1 - gap) / (cells - gap);

    private static JsonObject CellTitle(string title, double x, double y, Optional<Font> font) => new JsonObject
    {
        ["text"] = title,
        ["showarrow"] = false,
        ["x"] = x,
        ["xref"] = "paper",
        ["xanchor"] = "center",
        ["y"] = y,
        ["yref"] = "paper",
        ["yanchor"] = "bottom",
    }.Put("font", font);
}
