using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace MinImagen.Notebooks.Charts;

/// <summary>A figure as HTML: its words, until a script has drawn it in their place.</summary>
/// <remarks>
/// The script takes the plotly that is on the page already (the book's, the front's), asks RequireJS where a front uses that,
/// and else loads plotly's cartesian bundle from its CDN; where there is no network the words stay. JSON is written with every
/// <c>&lt;</c> escaped, so that nothing in a figure can end the script.
/// </remarks>
internal static class Page
{
    private const string Bundle = "https://cdn.plot.ly/plotly-cartesian-2.35.2.min";

    internal static string Of(JsonObject figure, string words)
    {
        var json = figure.ToJsonString();
        var id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json)))[..12];
        var height = figure["layout"]?["height"]?.GetValue<double>() ?? Theme.Height;
        return $$"""
            <div data-figure="{{id}}" style="min-height:{{height:F0}}px"><pre style="white-space:pre-wrap;opacity:.75">{{WebUtility.HtmlEncode(words)}}</pre></div>
            <script>
            (function () {
              const figure = {{json}};
              const draw = Plotly => {
                for (const place of document.querySelectorAll('[data-figure="{{id}}"]')) {
                  if (place.dataset.drawn) continue;
                  place.dataset.drawn = "yes";
                  place.replaceChildren();
                  Plotly.newPlot(place, { data: figure.data, layout: figure.layout, frames: figure.frames, config: {{Theme.Config().ToJsonString()}} });
                }
              };
              if (window.Plotly) return draw(window.Plotly);
              if (typeof requirejs === "function" && requirejs.config) {
                return requirejs.config({ context: "minimagen", paths: { plotly: "{{Bundle}}" } })(["plotly"], draw);
              }
              window.minimagenPlotly ??= new Promise((loaded, failed) => {
                const script = document.createElement("script");
                script.src = "{{Bundle}}.js";
                script.onload = () => loaded(window.Plotly);
                script.onerror = failed;
                document.head.appendChild(script);
              });
              window.minimagenPlotly.then(draw, () => {});
            })();
            </script>
            """;
    }
}
