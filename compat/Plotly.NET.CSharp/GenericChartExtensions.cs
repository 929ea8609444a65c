using System.Text.Json.Nodes;
using Plotly.NET.LayoutObjects;

namespace Plotly.NET.CSharp;

public static class GenericChartExtensions
{
    public static GenericChart WithSize(
        this GenericChart gChart,
        Optional<int> Width = default,
        Optional<int> Height = default) =>
        gChart.WithLayout(new JsonObject().Put("width", Width).Put("height", Height));

    public static GenericChart WithXAxisStyle<MinType, MaxType, CategoryArrayType>(
        this GenericChart gChart,
        Optional<string> TitleText = default,
        Optional<Font> TitleFont = default,
        Optional<int> TitleStandoff = default,
        Optional<Title> Title = default,
        Optional<Color> Color = default,
        Optional<StyleParam.AxisType> AxisType = default,
        Optional<Tuple<MinType, MaxType>> MinMax = default,
        Optional<StyleParam.Mirror> Mirror = default,
        Optional<bool> ShowSpikes = default,
        Optional<Color> SpikeColor = default,
        Optional<int> SpikeThickness = default,
        Optional<bool> ShowLine = default,
        Optional<Color> LineColor = default,
        Optional<bool> ShowGrid = default,
        Optional<Color> GridColor = default,
        Optional<bool> ZeroLine = default,
        Optional<Color> ZeroLineColor = default,
        Optional<StyleParam.LinearAxisId> Anchor = default,
        Optional<StyleParam.Side> Side = default,
        Optional<StyleParam.LinearAxisId> Overlaying = default,
        Optional<Tuple<double, double>> Domain = default,
        Optional<double> Position = default,
        Optional<StyleParam.CategoryOrder> CategoryOrder = default,
        Optional<IEnumerable<CategoryArrayType>> CategoryArray = default,
        Optional<RangeSlider> RangeSlider = default,
        Optional<RangeSelector> RangeSelector = default,
        Optional<Color> BackgroundColor = default,
        Optional<bool> ShowBackground = default,
        Optional<StyleParam.SubPlotId> Id = default)
        where MinType : IConvertible
        where MaxType : IConvertible
        where CategoryArrayType : IConvertible
    {
        var axis = new JsonObject()
            .Put("title", Title, json => json.Put("text", TitleText).Put("font", TitleFont).Put("standoff", TitleStandoff))
            .Put("color", Color).Put("type", AxisType).Put("range", MinMax).Put("mirror", Mirror)
            .Put("showspikes", ShowSpikes).Put("spikecolor", SpikeColor).Put("spikethickness", SpikeThickness)
            .Put("showline", ShowLine).Put("linecolor", LineColor).Put("showgrid", ShowGrid).Put("gridcolor", GridColor)
            .Put("zeroline", ZeroLine).Put("zerolinecolor", ZeroLineColor)
            .Put("anchor", Anchor).Put("side", Side).Put("overlaying", Overlaying).Put("domain", Domain).Put("position", Position)
            .Put("categoryorder", CategoryOrder).Put("categoryarray", CategoryArray)
            .Put("rangeslider", RangeSlider).Put("rangeselector", RangeSelector)
            .Put("backgroundcolor", BackgroundColor).Put("showbackground", ShowBackground);
        return gChart.WithLayout(new JsonObject { [Id.IsSome ? Id.Value.ToString() : "xaxis"] = axis });
    }

    public static GenericChart WithYAxisStyle<MinType, MaxType, CategoryArrayType>(
        this GenericChart gChart,
        Optional<string> TitleText = default,
        Optional<Font> TitleFont = default,
        Optional<int> TitleStandoff = default,
        Optional<Title> Title = default,
        Optional<Color> Color = default,
        Optional<StyleParam.AxisType> AxisType = default,
        Optional<Tuple<MinType, MaxType>> MinMax = default,
        Optional<StyleParam.Mirror> Mirror = default,
        Optional<bool> ShowSpikes = default,
        Optional<Color> SpikeColor = default,
        Optional<int> SpikeThickness = default,
        Optional<bool> ShowLine = default,
        Optional<Color> LineColor = default,
        Optional<bool> ShowGrid = default,
        Optional<Color> GridColor = default,
        Optional<bool> ZeroLine = default,
        Optional<Color> ZeroLineColor = default,
        Optional<StyleParam.LinearAxisId> Anchor = default,
        Optional<StyleParam.Side> Side = default,
        Optional<StyleParam.LinearAxisId> Overlaying = default,
        Optional<Tuple<double, double>> Domain = default,
        Optional<double> Position = default,
        Optional<StyleParam.CategoryOrder> CategoryOrder = default,
        Optional<IEnumerable<CategoryArrayType>> CategoryArray = default,
        Optional<RangeSlider> RangeSlider = default,
        Optional<RangeSelector> RangeSelector = default,
        Optional<Color> BackgroundColor = default,
        Optional<bool> ShowBackground = default,
        Optional<StyleParam.SubPlotId> Id = default)
        where MinType : IConvertible
        where MaxType : IConvertible
        where CategoryArrayType : IConvertible
    {
        var axis = new JsonObject()
            .Put("title", Title, json => json.Put("text", TitleText).Put("font", TitleFont).Put("standoff", TitleStandoff))
            .Put("color", Color).Put("type", AxisType).Put("range", MinMax).Put("mirror", Mirror)
            .Put("showspikes", ShowSpikes).Put("spikecolor", SpikeColor).Put("spikethickness", SpikeThickness)
            .Put("showline", ShowLine).Put("linecolor", LineColor).Put("showgrid", ShowGrid).Put("gridcolor", GridColor)
            .Put("zeroline", ZeroLine).Put("zerolinecolor", ZeroLineColor)
            .Put("anchor", Anchor).Put("side", Side).Put("overlaying", Overlaying).Put("domain", Domain).Put("position", Position)
            .Put("categoryorder", CategoryOrder).Put("categoryarray", CategoryArray)
            .Put("rangeslider", RangeSlider).Put("rangeselector", RangeSelector)
            .Put("backgroundcolor", BackgroundColor).Put("showbackground", ShowBackground);
        return gChart.WithLayout(new JsonObject { [Id.IsSome ? Id.Value.ToString() : "yaxis"] = axis });
    }
}
