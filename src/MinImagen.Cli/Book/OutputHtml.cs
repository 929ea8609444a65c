using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Ganss.Xss;
using MinImagen.Cli.Notebooks;

namespace MinImagen.Cli.Book;

/// <summary>Outputs of a page's cells as HTML. A plot is its JSON, which the page's script draws, over its picture; no script of an output's own is kept.</summary>
/// <param name="page">The page.</param>
/// <param name="pictures">Where pictures go.</param>
internal sealed partial class OutputHtml(BookPage page, BookPictures pictures)
{
    private const string Markup = "text/html";
    private const int MostOnOneLine = 24;
    private const string Plain = "text/plain";

    private readonly HtmlSanitizer sanitizer = CreateSanitizer();

    /// <summary>Lays out a cell's outputs.</summary>
    internal string Of(NotebookCell cell) =>
        string.Concat(cell.Outputs.Select(NotebookOutput.Of).Select((output, index) => Of(output, string.Create(CultureInfo.InvariantCulture, $"{cell.Number:00}-{index + 1}"))));

    private string Of(NotebookOutput output, string name) => output switch
    {
        { Kind: "stream" } => Text(output.Text("text"), output.Text("name") == "stderr" ? "stream error" : "stream"),
        { Kind: "error" } => Text($"{output.Text("ename")}: {output.Text("evalue")}", "stream error"),
        { Data: { } data } => Of(data, name),
        _ => "",
    };

    private string Of(JsonObject data, string name)
    {
        var plain = TextOf(data, Plain);
        var alt = AltText.Of(plain.Length > 0 ? plain : "Output of the cell above");
        var picture = TextOf(data, StaticPlots.Png) is { Length: > 0 } png ? pictures.AddPng(page, name, png, alt) : "";
        if (data[StaticPlots.Plotly] is JsonObject plot)
        {
            // The default encoder escapes what could end the script.
            return $"""
                <figure class="plot" role="group" aria-label="{Html.Escape(alt)}">{picture}<div class="live"></div><script type="application/json">{plot.ToJsonString()}</script></figure>

                """;
        }
        if (picture.Length > 0)
        {
            return $"""<figure class="picture">{picture}</figure>""" + "\n";
        }
        return TextOf(data, Markup) is { Length: > 0 } markup
            ? $"""<div class="result">{Clean(markup)}</div>""" + "\n"
            : Text(plain, "stream");
    }

    /// <summary>Markup without scripts and addresses, in which short cells of tables do not wrap: a shape stays on one line.</summary>
    private string Clean(string markup)
    {
        using var document = sanitizer.SanitizeDom(markup);
        foreach (var cell in document.QuerySelectorAll("td, th").Where(cell => cell.TextContent.Length <= MostOnOneLine))
        {
            cell.ClassList.Add("short");
        }
        return document.Body!.InnerHtml;
    }

    private static string TextOf(JsonObject data, string mimeType) =>
        data[mimeType] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";

    private static string Text(string text, string kind) => text.Trim().Length == 0 ? "" : $"""<pre class="{kind}">{Html.Escape(TerminalColours().Replace(text, "").TrimEnd())}</pre>""" + "\n";

    // What formatters write are tables and boxes; an address in them could only reach for the network.
    private static HtmlSanitizer CreateSanitizer()
    {
        var sanitizer = new HtmlSanitizer();
        sanitizer.AllowedTags.ExceptWith(["form", "input", "button", "select", "textarea", "a", "area", "map"]);
        sanitizer.FilterUrl += (_, url) => url.SanitizedUrl = url.OriginalUrl.StartsWith("data:image/png;base64,", StringComparison.Ordinal) ? url.OriginalUrl : null;
        sanitizer.AllowedSchemes.Add("data");
        return sanitizer;
    }

    [GeneratedRegex(@"\x1b\[[0-9;]*[A-Za-z]")]
    private static partial Regex TerminalColours();
}
