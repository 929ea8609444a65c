using System.Text;

namespace MinImagen.Cli.Book;

/// <summary>What stands around a page's text: head, contents, the way to its neighbours.</summary>
/// <param name="contents">All pages.</param>
/// <param name="nameOf">A heading as HTML, for the contents.</param>
internal sealed class PageFrame(BookContents contents, Func<BookPage, Markdig.Syntax.LeafBlock, string> nameOf)
{
    /// <summary>The book's name.</summary>
    internal const string BookTitle = "Imagen, step by step";

    /// <summary>Completes a page.</summary>
    /// <param name="page">The page; null for the first one, with the contents.</param>
    /// <param name="article">Its text as HTML.</param>
    internal string Around(BookPage? page, string article)
    {
        var root = page?.ToRoot ?? "";
        var title = page is null ? BookTitle : $"{NameOf(page)} – {BookTitle}";
        var plotly = article.Contains("<figure class=\"plot\"", StringComparison.Ordinal) ? $"<script defer src=\"{root}assets/plotly-cartesian.min.js\"></script>\n" : "";
        return $"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>{Html.Escape(title)}</title>
            <link rel="icon" href="{root}assets/icon.svg">
            {string.Concat(BookAssets.Styles.Select(style => $"<link rel=\"stylesheet\" href=\"{root}assets/{style}\">\n"))}{plotly}<script defer src="{root}assets/book.js"></script>
            </head>
            <body>
            <a class="skip" href="#text">To the text</a>
            <header><a class="brand" href="{root}index.html">{BookTitle}</a><button type="button" popovertarget="contents">Contents</button></header>
            <nav id="contents" popover aria-label="Contents">
            {Contents(page, root)}</nav>
            <main id="text">
            <article>
            {article}</article>
            {Neighbours(page, root)}</main>
            </body>
            </html>

            """;
    }

    /// <summary>A page's number and title; solutions are named after their lesson.</summary>
    private string NameOf(BookPage page) => page.Kind == PageKind.Solution && contents.TwinOf(page) is { } lesson
        ? $"Solutions {NameOf(lesson)}"
        : page.Number.Length == 0 ? page.Title : $"{page.Number} · {page.Title}";

    private string Contents(BookPage? current, string root)
    {
        var html = new StringBuilder($"<a class=\"brand\" href=\"{root}index.html\">{BookTitle}</a>\n<ol>\n");
        foreach (var lesson in contents.Of(PageKind.Lesson))
        {
            html.Append($"<li>{Entry(lesson, current, root)}{Sections(lesson, current)}</li>\n");
        }
        html.Append("</ol>\n");
        Append(html, "Solutions", contents.Of(PageKind.Solution), current, root);
        Append(html, "Reading", contents.Of(PageKind.Reading), current, root);
        return html.ToString();
    }

    private void Append(StringBuilder html, string title, IReadOnlyList<BookPage> pages, BookPage? current, string root)
    {
        if (pages.Count == 0)
        {
            return;
        }
        var open = pages.Contains(current) ? " open" : "";
        html.Append($"<details{open}><summary>{title}</summary><ol>\n");
        foreach (var page in pages)
        {
            html.Append($"<li>{Entry(page, current, root)}{Sections(page, current)}</li>\n");
        }
        html.Append("</ol></details>\n");
    }

    private string Entry(BookPage page, BookPage? current, string root)
    {
        var here = page == current ? " aria-current=\"page\"" : "";
        var named = (page.Kind == PageKind.Solution ? contents.TwinOf(page) : null) ?? page;
        var number = named.Number.Length == 0 ? "" : $"<span class=\"number\">{named.Number}</span> ";
        return $"<a href=\"{root}{Html.Escape(page.Address)}\"{here}>{number}{Html.Escape(named.Title)}</a>";
    }

    private string Sections(BookPage page, BookPage? current) => page != current || !page.Sections.Any()
        ? ""
        : $"\n<ol class=\"sections\">{string.Concat(page.Sections.Select(section => $"<li><a href=\"#{Uri.EscapeDataString(Markdig.Renderers.Html.HtmlAttributesExtensions.GetAttributes(section).Id!)}\">{nameOf(page, section)}</a></li>"))}</ol>\n";

    private string Neighbours(BookPage? page, string root)
    {
        var row = contents.Of(page?.Kind ?? PageKind.Lesson);
        if (page?.Kind == PageKind.Reading)
        {
            return "";
        }
        var at = page is null ? -1 : row.ToList().IndexOf(page);
        var before = at > 0 ? Turn(row[at - 1], "prev", "Previous", root) : "";
        var after = at + 1 < row.Count ? Turn(row[at + 1], "next", page is null ? "Begin" : "Next", root) : "";
        return $"<nav class=\"turn\" aria-label=\"Previous and next\">{before}{after}</nav>\n";
    }

    private string Turn(BookPage page, string relation, string word, string root) =>
        $"<a rel=\"{relation}\" href=\"{root}{Html.Escape(page.Address)}\"><small>{word}</small> {Html.Escape(NameOf(page))}</a>";
}
