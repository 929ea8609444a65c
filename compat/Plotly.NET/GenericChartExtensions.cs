using System.Text.Json.Nodes;
using Microsoft.FSharp.Core;

namespace Plotly.NET;

public static class GenericChartExtensions
{
    public static GenericChart WithTitle(this GenericChart @this, string title, FSharpOption<Font>? TitleFont = null) =>
        @this.WithLayout(new JsonObject { ["title"] = new JsonObject { ["text"] = title }.Put("font", TitleFont) });
}
