using Plotly.NET.LayoutObjects;
using Plotly.NET.TraceObjects;

namespace Plotly.NET.CSharp;

public static partial class Chart
{
    public static GenericChart Bar<ValuesType, KeysType, TextType>(
        IEnumerable<ValuesType> values,
        Optional<IEnumerable<KeysType>> Keys = default,
        Optional<string> Name = default,
        Optional<bool> ShowLegend = default,
        Optional<double> Opacity = default,
        Optional<IEnumerable<double>> MultiOpacity = default,
        Optional<TextType> Text = default,
        Optional<IEnumerable<TextType>> MultiText = default,
        Optional<Color> MarkerColor = default,
        Optional<StyleParam.Colorscale> MarkerColorScale = default,
        Optional<Line> MarkerOutline = default,
        Optional<StyleParam.PatternShape> MarkerPatternShape = default,
        Optional<IEnumerable<StyleParam.PatternShape>> MultiMarkerPatternShape = default,
        Optional<Pattern> MarkerPattern = default,
        Optional<Marker> Marker = default,
        Optional<StyleParam.TextPosition> TextPosition = default,
        Optional<IEnumerable<StyleParam.TextPosition>> MultiTextPosition = default,
        Optional<IEnumerable<ValuesType>> MultiWidth = default,
        Optional<bool> UseDefaults = default,
        Optional<ValuesType> Base = default,
        Optional<ValuesType> Width = default)
        where ValuesType : IConvertible
        where KeysType : IConvertible
        where TextType : IConvertible
    {
        var trace = new Trace2D("bar");
        trace.Json
            .Put("name", Name).Put("showlegend", ShowLegend).Put("opacity", Opacity)
            .Put("x", (Optional<IEnumerable<ValuesType>>)new(values, true)).Put("y", Keys)
            .Put("orientation", (Optional<StyleParam.Orientation>)StyleParam.Orientation.Horizontal)
            .Put("text", Text).Put("text", MultiText)
            .Put("textposition", TextPosition).Put("textposition", MultiTextPosition)
            .Put("base", Base).Put("width", Width).Put("width", MultiWidth)
            .Put("marker", Marker, json => json
                .Put("color", MarkerColor).Put("colorscale", MarkerColorScale).Put("line", MarkerOutline).Put("opacity", MultiOpacity)
                .Put("pattern", MarkerPattern, pattern => pattern.Put("shape", MarkerPatternShape).Put("shape", MultiMarkerPatternShape)));
        return Draw(trace, UseDefaults);
    }

    public static GenericChart Column<ValuesType, KeysType, TextType>(
        IEnumerable<ValuesType> values,
        Optional<IEnumerable<KeysType>> Keys = default,
        Optional<string> Name = default,
        Optional<bool> ShowLegend = default,
        Optional<double> Opacity = default,
        Optional<IEnumerable<double>> MultiOpacity = default,
        Optional<TextType> Text = default,
        Optional<IEnumerable<TextType>> MultiText = default,
        Optional<Color> MarkerColor = default,
        Optional<StyleParam.Colorscale> MarkerColorScale = default,
        Optional<Line> MarkerOutline = default,
        Optional<StyleParam.PatternShape> MarkerPatternShape = default,
        Optional<IEnumerable<StyleParam.PatternShape>> MultiMarkerPatternShape = default,
        Optional<Pattern> MarkerPattern = default,
        Optional<Marker> Marker = default,
        Optional<StyleParam.TextPosition> TextPosition = default,
        Optional<IEnumerable<StyleParam.TextPosition>> MultiTextPosition = default,
        Optional<IEnumerable<ValuesType>> MultiWidth = default,
        Optional<bool> UseDefaults = default,
        Optional<ValuesType> Base = default,
        Optional<ValuesType> Width = default)
        where ValuesType : IConvertible
        where KeysType : IConvertible
        where TextType : IConvertible
    {
        var trace = new Trace2D("bar");
        trace.Json
            .Put("name", Name).Put("showlegend", ShowLegend).Put("opacity", Opacity)
            .Put("y", (Optional<IEnumerable<ValuesType>>)new(values, true)).Put("x", Keys)
            .Put("orientation", (Optional<StyleParam.Orientation>)StyleParam.Orientation.Vertical)
            .Put("text", Text).Put("text", MultiText)
            .Put("textposition", TextPosition).Put("textposition", MultiTextPosition)
            .Put("base", Base).Put("width", Width).Put("width", MultiWidth)
            .Put("marker", Marker, json => json
                .Put("color", MarkerColor).Put("colorscale", MarkerColorScale).Put("line", MarkerOutline).Put("opacity", MultiOpacity)
                .Put("pattern", MarkerPattern, pattern => pattern.Put("shape", MarkerPatternShape).Put("shape", MultiMarkerPatternShape)));
        return Draw(trace, UseDefaults);
    }

    public static GenericChart Histogram<XType, YType, TextType>(
        Optional<IEnumerable<XType>> X = default,
        Optional<IEnumerable<YType>> Y = default,
        Optional<StyleParam.Orientation> Orientation = default,
        Optional<string> Name = default,
        Optional<bool> ShowLegend = default,
        Optional<double> Opacity = default,
        Optional<TextType> Text = default,
        Optional<IEnumerable<TextType>> MultiText = default,
        Optional<StyleParam.HistFunc> HistFunc = default,
        Optional<StyleParam.HistNorm> HistNorm = default,
        Optional<string> AlignmentGroup = default,
        Optional<string> OffsetGroup = default,
        Optional<int> NBinsX = default,
        Optional<int> NBinsY = default,
        Optional<string> BinGroup = default,
        Optional<Bins> XBins = default,
        Optional<Bins> YBins = default,
        Optional<Color> MarkerColor = default,
        Optional<Marker> Marker = default,
        Optional<Line> Line = default,
        Optional<Error> XError = default,
        Optional<Error> YError = default,
        Optional<Cumulative> Cumulative = default,
        Optional<Hoverlabel> HoverLabel = default,
        Optional<bool> UseDefaults = default)
        where XType : IConvertible
        where YType : IConvertible
        where TextType : IConvertible
    {
        var trace = new Trace2D("histogram");
        trace.Json
            .Put("x", X).Put("y", Y).Put("orientation", Orientation)
            .Put("name", Name).Put("showlegend", ShowLegend).Put("opacity", Opacity)
            .Put("text", Text).Put("text", MultiText)
            .Put("histfunc", HistFunc).Put("histnorm", HistNorm)
            .Put("alignmentgroup", AlignmentGroup).Put("offsetgroup", OffsetGroup)
            .Put("nbinsx", NBinsX).Put("nbinsy", NBinsY).Put("bingroup", BinGroup).Put("xbins", XBins).Put("ybins", YBins)
            .Put("marker", Marker, json => json.Put("color", MarkerColor))
            .Put("line", Line).Put("error_x", XError).Put("error_y", YError)
            .Put("cumulative", Cumulative).Put("hoverlabel", HoverLabel);
        return Draw(trace, UseDefaults);
    }
}
