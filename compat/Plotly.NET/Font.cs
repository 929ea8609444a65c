using System.Text.Json.Nodes;
using Microsoft.FSharp.Core;

namespace Plotly.NET;

public class Font : IPlotValue
{
    internal JsonObject Json { get; } = [];

    public static Font init(FSharpOption<StyleParam.FontFamily>? Family = null, FSharpOption<double>? Size = null, FSharpOption<Color>? Color = null)
    {
        var font = new Font();
        font.Json.Put("family", Family).Put("size", Size).Put("color", Color);
        return font;
    }

    JsonNode IPlotValue.ToJson() => Json.DeepClone();
}
