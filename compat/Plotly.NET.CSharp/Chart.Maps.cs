using System.Text.Json.Nodes;
using Plotly.NET.TraceObjects;

namespace Plotly.NET.CSharp;

public static partial class Chart
{
    public static GenericChart Heatmap<ZType, XType, YType, TextType>(
        IEnumerable<IEnumerable<ZType>> zData,
        Optional<string> Name = default,
        Optional<bool> ShowLegend = default,
        Optional<double> Opacity = default,
        Optional<IEnumerable<XType>> X = default,
        Optional<int> XGap = default,
        Optional<IEnumerable<YType>> Y = default,
        Optional<int> YGap = default,
        Optional<TextType> Text = default,
        Optional<IEnumerable<TextType>> MultiText = default,
        Optional<ColorBar> ColorBar = default,
        Optional<StyleParam.Colorscale> ColorScale = default,
        Optional<bool> ShowScale = default,
        Optional<bool> ReverseScale = default,
        Optional<StyleParam.SmoothAlg> ZSmooth = default,
        Optional<bool> Transpose = default,
        Optional<bool> UseWebGL = default,
        Optional<bool> ReverseYAxis = default,
        Optional<bool> UseDefaults = default)
        where ZType : IConvertible
        where XType : IConvertible
        where YType : IConvertible
        where TextType : IConvertible
    {
        var trace = new Trace2D(UseWebGL is { IsSome: true, Value: true } ? "heatmapgl" : "heatmap");
        trace.Json
            .Put("z", (Optional<IEnumerable<IEnumerable<ZType>>>)new(zData, true)).Put("x", X).Put("y", Y)
            .Put("name", Name).Put("showlegend", ShowLegend).Put("opacity", Opacity)
            .Put("xgap", XGap).Put("ygap", YGap).Put("text", Text).Put("text", MultiText)
            .Put("colorbar", ColorBar).Put("colorscale", ColorScale).Put("showscale", ShowScale).Put("reversescale", ReverseScale)
            .Put("zsmooth", ZSmooth).Put("transpose", Transpose);
        var chart = Draw(trace, UseDefaults);
        return ReverseYAxis is { IsSome: true, Value: true }
            ? chart.WithLayout(new JsonObject { ["yaxis"] = new JsonObject { ["autorange"] = "reversed" } })
            : chart;
    }

    public static GenericChart Contour<ZType, XType, YType, TextType>(
        IEnumerable<IEnumerable<ZType>> zData,
        Optional<string> Name = default,
        Optional<bool> ShowLegend = default,
        Optional<double> Opacity = default,
        Optional<IEnumerable<XType>> X = default,
        Optional<IEnumerable<YType>> Y = default,
        Optional<TextType> Text = default,
        Optional<IEnumerable<TextType>> MultiText = default,
        Optional<ColorBar> ColorBar = default,
        Optional<StyleParam.Colorscale> ColorScale = default,
        Optional<bool> ShowScale = default,
        Optional<bool> ReverseScale = default,
        Optional<bool> Transpose = default,
        Optional<Color> ContourLineColor = default,
        Optional<StyleParam.DrawingStyle> ContourLineDash = default,
        Optional<double> ContourLineSmoothing = default,
        Optional<Line> ContourLine = default,
        Optional<StyleParam.ContourColoring> ContoursColoring = default,
        Optional<StyleParam.ConstraintOperation> ContoursOperation = default,
        Optional<StyleParam.ContourType> ContoursType = default,
        Optional<bool> ShowContourLabels = default,
        Optional<Font> ContourLabelFont = default,
        Optional<Contours> Contours = default,
        Optional<Color> FillColor = default,
        Optional<int> NContours = default,
        Optional<bool> UseDefaults = default)
        where ZType : IConvertible
        where XType : IConvertible
        where YType : IConvertible
        where TextType : IConvertible
    {
        var trace = new Trace2D("contour");
        trace.Json
            .Put("z", (Optional<IEnumerable<IEnumerable<ZType>>>)new(zData, true)).Put("x", X).Put("y", Y)
            .Put("name", Name).Put("showlegend", ShowLegend).Put("opacity", Opacity)
            .Put("text", Text).Put("text", MultiText)
            .Put("colorbar", ColorBar).Put("colorscale", ColorScale).Put("showscale", ShowScale).Put("reversescale", ReverseScale)
            .Put("transpose", Transpose).Put("fillcolor", FillColor).Put("ncontours", NContours)
            .Put("contours", Contours, json => json
                .Put("coloring", ContoursColoring).Put("operation", ContoursOperation).Put("type", ContoursType)
                .Put("showlabels", ShowContourLabels).Put("labelfont", ContourLabelFont))
            // The real C# layer has no parameter that shows the lines, and its core draws them only where one says so.
            .Put("line", ContourLine, json => json
                .Put("width", (Optional<double>)0.0).Put("color", ContourLineColor).Put("dash", ContourLineDash).Put("smoothing", ContourLineSmoothing));
        return Draw(trace, UseDefaults);
    }

    public static GenericChart Image<IdType>(
        Optional<IEnumerable<IEnumerable<IEnumerable<int>>>> Z = default,
        Optional<string> Source = default,
        Optional<string> Name = default,
        Optional<bool> ShowLegend = default,
        Optional<double> Opacity = default,
        Optional<IEnumerable<IdType>> Ids = default,
        Optional<StyleParam.ColorModel> ColorModel = default,
        Optional<StyleParam.ColorComponentBound> ZMax = default,
        Optional<StyleParam.ColorComponentBound> ZMin = default,
        Optional<StyleParam.SmoothAlg> ZSmooth = default,
        Optional<bool> UseDefaults = default)
        where IdType : IConvertible
    {
        var trace = new Trace2D("image");
        trace.Json
            .Put("z", Z).Put("source", Source).Put("name", Name).Put("showlegend", ShowLegend).Put("opacity", Opacity)
            .Put("ids", Ids).Put("colormodel", ColorModel).Put("zmax", ZMax).Put("zmin", ZMin).Put("zsmooth", ZSmooth);
        return Draw(trace, UseDefaults);
    }
}
