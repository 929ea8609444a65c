using Plotly.NET.TraceObjects;

namespace Plotly.NET.CSharp;

public static partial class Chart
{
    public static GenericChart Scatter<XType, YType, TextType>(
        IEnumerable<XType> x,
        IEnumerable<YType> y,
        StyleParam.Mode mode,
        Optional<string> Name = default,
        Optional<bool> ShowLegend = default,
        Optional<double> Opacity = default,
        Optional<IEnumerable<double>> MultiOpacity = default,
        Optional<TextType> Text = default,
        Optional<IEnumerable<TextType>> MultiText = default,
        Optional<StyleParam.TextPosition> TextPosition = default,
        Optional<IEnumerable<StyleParam.TextPosition>> MultiTextPosition = default,
        Optional<Color> MarkerColor = default,
        Optional<StyleParam.Colorscale> MarkerColorScale = default,
        Optional<Line> MarkerOutline = default,
        Optional<StyleParam.MarkerSymbol> MarkerSymbol = default,
        Optional<IEnumerable<StyleParam.MarkerSymbol>> MultiMarkerSymbol = default,
        Optional<Marker> Marker = default,
        Optional<Color> LineColor = default,
        Optional<StyleParam.Colorscale> LineColorScale = default,
        Optional<double> LineWidth = default,
        Optional<StyleParam.DrawingStyle> LineDash = default,
        Optional<Line> Line = default,
        Optional<string> StackGroup = default,
        Optional<StyleParam.Orientation> Orientation = default,
        Optional<StyleParam.GroupNorm> GroupNorm = default,
        Optional<StyleParam.Fill> Fill = default,
        Optional<Color> FillColor = default,
        Optional<bool> UseWebGL = default,
        Optional<bool> UseDefaults = default)
        where XType : IConvertible
        where YType : IConvertible
        where TextType : IConvertible
    {
        var trace = new Trace2D(UseWebGL is { IsSome: true, Value: true } ? "scattergl" : "scatter");
        trace.Json
            .Put("name", Name).Put("showlegend", ShowLegend).Put("opacity", Opacity)
            .Put("mode", (Optional<StyleParam.Mode>)mode)
            .Put("x", (Optional<IEnumerable<XType>>)new(x, true)).Put("y", (Optional<IEnumerable<YType>>)new(y, true))
            .Put("text", Text).Put("text", MultiText)
            .Put("textposition", TextPosition).Put("textposition", MultiTextPosition)
            .Put("stackgroup", StackGroup).Put("orientation", Orientation).Put("groupnorm", GroupNorm)
            .Put("fill", Fill).Put("fillcolor", FillColor)
            .Put("line", Line, json => json.Put("color", LineColor).Put("colorscale", LineColorScale).Put("width", LineWidth).Put("dash", LineDash))
            .Put("marker", Marker, json => json
                .Put("color", MarkerColor).Put("colorscale", MarkerColorScale).Put("line", MarkerOutline)
                .Put("symbol", MarkerSymbol).Put("symbol", MultiMarkerSymbol).Put("opacity", MultiOpacity));
        return Draw(trace, UseDefaults);
    }

    public static GenericChart Line<XType, YType, TextType>(
        IEnumerable<XType> x,
        IEnumerable<YType> y,
        Optional<bool> ShowMarkers = default,
        Optional<string> Name = default,
        Optional<bool> ShowLegend = default,
        Optional<double> Opacity = default,
        Optional<IEnumerable<double>> MultiOpacity = default,
        Optional<TextType> Text = default,
        Optional<IEnumerable<TextType>> MultiText = default,
        Optional<StyleParam.TextPosition> TextPosition = default,
        Optional<IEnumerable<StyleParam.TextPosition>> MultiTextPosition = default,
        Optional<Color> MarkerColor = default,
        Optional<StyleParam.Colorscale> MarkerColorScale = default,
        Optional<Line> MarkerOutline = default,
        Optional<StyleParam.MarkerSymbol> MarkerSymbol = default,
        Optional<IEnumerable<StyleParam.MarkerSymbol>> MultiMarkerSymbol = default,
        Optional<Marker> Marker = default,
        Optional<Color> LineColor = default,
        Optional<StyleParam.Colorscale> LineColorScale = default,
        Optional<double> LineWidth = default,
        Optional<StyleParam.DrawingStyle> LineDash = default,
        Optional<Line> Line = default,
        Optional<string> StackGroup = default,
        Optional<StyleParam.Orientation> Orientation = default,
        Optional<StyleParam.GroupNorm> GroupNorm = default,
        Optional<StyleParam.Fill> Fill = default,
        Optional<Color> FillColor = default,
        Optional<bool> UseWebGL = default,
        Optional<bool> UseDefaults = default)
        where XType : IConvertible
        where YType : IConvertible
        where TextType : IConvertible =>
        Scatter(
            x, y, WithText(ShowMarkers is { IsSome: true, Value: true } ? StyleParam.Mode.Lines_Markers : StyleParam.Mode.Lines, TextPosition.IsSome || MultiTextPosition.IsSome),
            Name, ShowLegend, Opacity, MultiOpacity, Text, MultiText, TextPosition, MultiTextPosition,
            MarkerColor, MarkerColorScale, MarkerOutline, MarkerSymbol, MultiMarkerSymbol, Marker,
            LineColor, LineColorScale, LineWidth, LineDash, Line, StackGroup, Orientation, GroupNorm, Fill, FillColor, UseWebGL, UseDefaults);

    public static GenericChart Point<XType, YType, TextType>(
        IEnumerable<XType> x,
        IEnumerable<YType> y,
        Optional<string> Name = default,
        Optional<bool> ShowLegend = default,
        Optional<double> Opacity = default,
        Optional<IEnumerable<double>> MultiOpacity = default,
        Optional<TextType> Text = default,
        Optional<IEnumerable<TextType>> MultiText = default,
        Optional<StyleParam.TextPosition> TextPosition = default,
        Optional<IEnumerable<StyleParam.TextPosition>> MultiTextPosition = default,
        Optional<Color> MarkerColor = default,
        Optional<StyleParam.Colorscale> MarkerColorScale = default,
        Optional<Line> MarkerOutline = default,
        Optional<StyleParam.MarkerSymbol> MarkerSymbol = default,
        Optional<IEnumerable<StyleParam.MarkerSymbol>> MultiMarkerSymbol = default,
        Optional<Marker> Marker = default,
        Optional<string> StackGroup = default,
        Optional<StyleParam.Orientation> Orientation = default,
        Optional<StyleParam.GroupNorm> GroupNorm = default,
        Optional<bool> UseWebGL = default,
        Optional<bool> UseDefaults = default)
        where XType : IConvertible
        where YType : IConvertible
        where TextType : IConvertible =>
        Scatter(
            x, y, WithText(StyleParam.Mode.Markers, TextPosition.IsSome || MultiTextPosition.IsSome),
            Name, ShowLegend, Opacity, MultiOpacity, Text, MultiText, TextPosition, MultiTextPosition,
            MarkerColor, MarkerColorScale, MarkerOutline, MarkerSymbol, MultiMarkerSymbol, Marker,
            StackGroup: StackGroup, Orientation: Orientation, GroupNorm: GroupNorm, UseWebGL: UseWebGL, UseDefaults: UseDefaults);

    // A text with a position is drawn; without, it shows under the pointer alone.
    private static StyleParam.Mode WithText(StyleParam.Mode mode, bool drawn) =>
        !drawn ? mode
        : mode == StyleParam.Mode.Lines ? StyleParam.Mode.Lines_Text
        : mode == StyleParam.Mode.Markers ? StyleParam.Mode.Markers_Text
        : StyleParam.Mode.Lines_Markers_Text;
}
