using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MinImagen.Cli.Book;
using MinImagen.Cli.Terminal;

namespace MinImagen.Cli.Notebooks;

/// <summary>
/// Adds a PNG beside each plot: what readers see where no script runs, on GitHub first of all. All plots of a notebook are
/// drawn by one start of the browser.
/// </summary>
internal static partial class StaticPlots
{
    /// <summary>A figure of plotly.js: an object with data and layout.</summary>
    internal const string Plotly = "application/vnd.plotly.v1+json";

    /// <summary>A picture.</summary>
    internal const string Png = "image/png";

    private const int DefaultWidth = 700;
    private const int DefaultHeight = 450;
    private const int LargestSide = 4000;
    private const string Prefix = "data:image/png;base64,";

    /// <summary>The plots among outputs that have no picture beside them.</summary>
    internal static IReadOnlyList<NotebookOutput> Lacking(IEnumerable<NotebookOutput> outputs) =>
        [.. outputs.Where(output => output.Data is { } data && data[Plotly] is JsonObject && data[Png] is null && data["image/svg+xml"] is null)];

    /// <summary>Draws plots and puts the pictures beside them.</summary>
    /// <param name="outputs">Outputs with a plot.</param>
    /// <param name="browser">The browser.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="CommandException">The browser or plotly.js cannot draw one; says which.</exception>
    internal static void Draw(IReadOnlyList<NotebookOutput> outputs, string browser, CancellationToken cancellation)
    {
        if (outputs.Count == 0)
        {
            return;
        }
        var modules = WebPackages.Install(cancellation);
        var folder = Directory.CreateTempSubdirectory("minimagen-plots-");
        try
        {
            var page = Path.Combine(folder.FullName, "plots.html");
            File.WriteAllText(page, Page(outputs, Path.Combine(modules, "plotly.js-cartesian-dist-min", "plotly-cartesian.min.js")));
            var pictures = PicturesIn(Chromium.Render(browser, page, cancellation));
            for (var index = 0; index < outputs.Count; index++)
            {
                var picture = index < pictures.Count ? pictures[index] : "the browser drew nothing";
                outputs[index].Data![Png] = picture.StartsWith(Prefix, StringComparison.Ordinal)
                    ? picture[Prefix.Length..]
                    : throw new CommandException($"plot {index + 1} cannot be drawn: {picture}");
            }
        }
        finally
        {
            Delete(folder);
        }
    }

    /// <summary>The page that draws the plots, one after another, and writes the pictures into itself.</summary>
    private static string Page(IReadOnlyList<NotebookOutput> outputs, string library)
    {
        var page = new StringBuilder("<!doctype html><meta charset=\"utf-8\">\n");
        page.Append(CultureInfo.InvariantCulture, $"<script src=\"{new Uri(library).AbsoluteUri}\"></script>\n");
        foreach (var output in outputs)
        {
            // The default encoder escapes what could end the script.
            page.Append(CultureInfo.InvariantCulture, $"<script type=\"application/json\" class=\"plot\">{output.Data![Plotly]!.ToJsonString()}</script>\n");
        }
        page.Append(CultureInfo.InvariantCulture, $$"""
            <pre id="pictures"></pre>
            <script>
            const side = (given, other) => Math.min({{LargestSide}}, Math.max(50, given || other));
            const draw = async text => {
                try {
                    const { data, layout } = JSON.parse(text);
                    const size = { width: side(layout?.width, {{DefaultWidth}}), height: side(layout?.height, {{DefaultHeight}}) };
                    return await Plotly.toImage({ data, layout }, { format: 'png', ...size });
                } catch (error) {
                    return String(error);
                }
            };
            (async () => {
                const pictures = [];
                for (const plot of document.querySelectorAll('.plot'))
                    pictures.push(await draw(plot.textContent));
                document.getElementById('pictures').textContent = JSON.stringify(pictures);
            })();
            </script>
            """);
        return page.ToString();
    }

    private static List<string> PicturesIn(string page)
    {
        var match = Pictures().Match(page);
        var text = match.Success ? WebUtility.HtmlDecode(match.Groups[1].Value) : "";
        return text.Length == 0 ? [] : JsonSerializer.Deserialize<List<string>>(text)!;
    }

    private static void Delete(DirectoryInfo folder)
    {
        try
        {
            folder.Delete(recursive: true);
        }
        catch (IOException)
        {
            // The browser's last process still writes into its profile; the system clears its temporary folder.
        }
    }

    [GeneratedRegex("""<pre id="pictures">([^<]*)</pre>""")]
    private static partial Regex Pictures();
}
