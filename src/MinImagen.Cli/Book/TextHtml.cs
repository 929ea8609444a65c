using Markdig.Extensions.Mathematics;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace MinImagen.Cli.Book;

/// <summary>The texts of one page as HTML: formulas set, code in colours, links that hold in the book.</summary>
/// <param name="page">The page.</param>
/// <param name="typeset">Formulas and code.</param>
/// <param name="links">Where links lead to.</param>
/// <param name="showPicture">Takes a picture's file into the book, and gives its address.</param>
/// <param name="twin">The page that has the same exercises, solved or to be solved; null where there is none.</param>
internal sealed class TextHtml(BookPage page, Typeset typeset, PageLinks links, Func<string, string> showPicture, BookPage? twin)
{
    /// <summary>A text.</summary>
    internal string Of(MarkdownDocument text) => Render(renderer => renderer.Render(text));

    /// <summary>What is within a heading or a paragraph.</summary>
    internal string InnerOf(LeafBlock block) => Render(renderer => renderer.WriteLeafInline(block));

    private string Render(Action<HtmlRenderer> render)
    {
        using var writer = new StringWriter();
        var renderer = new HtmlRenderer(writer);
        PageText.Pipeline.Setup(renderer);
        Replace<HeadingBlock>(renderer, Write);
        Replace<CodeBlock>(renderer, (to, block) => to.Write("<pre class=\"code\"><code>").Write(typeset.HtmlOf(PageText.Of(block))).WriteLine("</code></pre>"));
        Replace<MathBlock>(renderer, (to, block) => Write(to, PageText.Of(block)).WriteLine());
        Replace<MathInline>(renderer, (to, inline) => Write(to, PageText.Of(inline)));
        Replace<Markdig.Extensions.Tables.Table>(renderer, WriteTable);
        Replace<LinkInline>(renderer, Write);
        Replace<CodeInline>(renderer, Write);
        render(renderer);
        writer.Flush();
        return writer.ToString();
    }

    private static void Replace<T>(HtmlRenderer renderer, Action<HtmlRenderer, T> write)
        where T : MarkdownObject
    {
        renderer.ObjectRenderers.RemoveAll(other => other.GetType().BaseType is { IsGenericType: true } basis && basis.GetGenericArguments()[0] == typeof(T));
        renderer.ObjectRenderers.Insert(0, new ElementRenderer<T>(write));
    }

    private HtmlRenderer Write(HtmlRenderer to, Formula formula)
    {
        var html = typeset.HtmlOf(formula, page.Source);
        return formula.IsDisplay ? to.Write("<span class=\"formula\">").Write(html).Write("</span>") : to.Write(html);
    }

    private void Write(HtmlRenderer to, HeadingBlock heading)
    {
        var anchor = heading.TryGetAttributes()?.Id ?? "";
        to.Write($"<h{heading.Level} id=\"{Html.Escape(anchor)}\">");
        to.WriteLeafInline(heading);
        if (heading.Level == 3 && twin?.Anchors.Contains(anchor) == true)
        {
            var words = twin.Kind == PageKind.Solution ? "solution" : "in the lesson";
            to.Write($" <a class=\"twin\" href=\"{Html.Escape(page.ToRoot + twin.Address)}#{Uri.EscapeDataString(anchor)}\">{words}</a>");
        }
        to.WriteLine($"</h{heading.Level}>");
    }

    private void Write(HtmlRenderer to, LinkInline link)
    {
        var url = link.Url ?? "";
        if (link.IsImage)
        {
            var alt = string.Concat(link.Descendants<LiteralInline>().Select(literal => literal.Content.ToString()));
            to.Write($"<img src=\"{Html.Escape(showPicture(links.PictureOf(page, url)))}\" alt=\"{Html.Escape(alt)}\">");
            return;
        }
        if (links.Resolve(page, url) is { } address)
        {
            to.Write($"<a href=\"{Html.Escape(address)}\">");
            to.WriteChildren(link);
            to.Write("</a>");
            return;
        }
        to.Write($"<span class=\"file\" title=\"In the project's folder: {Html.Escape(url)}\">");
        to.WriteChildren(link);
        to.Write("</span>");
    }

    // Where a text names a file that is a page of the book, one can go there.
    private void Write(HtmlRenderer to, CodeInline code)
    {
        var html = $"<code>{Html.Escape(code.Content)}</code>";
        to.Write(links.PageOf(page, code.Content) is { } named ? $"<a href=\"{Html.Escape(page.ToRoot + named.Address)}\">{html}</a>" : html);
    }

    // A wide table scrolls, the page does not.
    private static void WriteTable(HtmlRenderer to, Markdig.Extensions.Tables.Table table)
    {
        to.WriteLine("<div class=\"wide\">");
        new Markdig.Extensions.Tables.HtmlTableRenderer().Write(to, table);
        to.WriteLine("</div>");
    }
}
