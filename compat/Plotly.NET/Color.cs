using System.Globalization;
using System.Text.Json.Nodes;

namespace Plotly.NET;

public class Color : IPlotValue
{
    private Color(object value) => Value = value;

    public object Value { get; }

    public static Color fromString(string c) => new(c);

    public static Color fromHex(string s) => new(s);

    public static Color fromRGB(int r, int g, int b) => new(string.Create(CultureInfo.InvariantCulture, $"rgba({r}, {g}, {b}, 1.0)"));

    public static Color fromARGB(int a, int r, int g, int b) =>
        new(string.Create(CultureInfo.InvariantCulture, $"rgba({r}, {g}, {b}, {a / 255.0})"));

    public static Color fromColors(IEnumerable<Color> c) => new(c.ToArray());

    public override bool Equals(object? other) => other is Color color && Equals(Value, color.Value);

    public override int GetHashCode() => Value.GetHashCode();

    JsonNode IPlotValue.ToJson() => PlotJson.Of(Value)!;
}
