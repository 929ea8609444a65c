using System.Net;
using MinImagen.Notebooks.Formatting;

namespace MinImagen.Notebooks;

/// <summary>Two pieces of text next to each other, letter by letter as they are: a paper's pseudo-code and the C# of it.</summary>
[TypeFormatterSource(typeof(PageFormatters), PreferredMimeTypes = [MimeTypes.Html, MimeTypes.Plain])]
public sealed class SideBySide : View
{
    private const string Pane = "flex:1 1 320px;min-width:0;border:1px solid rgba(128,128,128,.35);border-radius:6px;overflow:hidden";
    private const string Heading = "padding:6px 12px;font-weight:600;background:rgba(128,128,128,.12)";
    private const string Code = "margin:0;padding:10px 12px;overflow-x:auto;white-space:pre;font-size:.92em;line-height:1.5";

    private readonly (string Title, string Text)[] panes;

    /// <summary>Two texts with a title each.</summary>
    /// <param name="leftTitle">Above the left text.</param>
    /// <param name="left">The left text; its line breaks and spaces are kept.</param>
    /// <param name="rightTitle">Above the right text.</param>
    /// <param name="right">The right text.</param>
    public SideBySide(string leftTitle, string left, string rightTitle, string right) =>
        panes = [(leftTitle, left.Trim('\n', '\r')), (rightTitle, right.Trim('\n', '\r'))];

    /// <inheritdoc/>
    public override string Text => string.Join("\n\n", panes.Select(pane => $"{pane.Title}\n{pane.Text}"));

    /// <inheritdoc/>
    public override string Html =>
        $"<div style=\"display:flex;flex-wrap:wrap;gap:12px;margin:8px 0\">{string.Concat(panes.Select(PaneHtml))}</div>";

    private static string PaneHtml((string Title, string Text) pane) =>
        $"<div style=\"{Pane}\"><div style=\"{Heading}\">{WebUtility.HtmlEncode(pane.Title)}</div><pre style=\"{Code}\"><code>{WebUtility.HtmlEncode(pane.Text)}</code></pre></div>";
}
