using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;

namespace MinImagen.Cli.Book;

/// <summary>Writes one kind of Markdown element.</summary>
/// <param name="write">How.</param>
internal sealed class ElementRenderer<T>(Action<HtmlRenderer, T> write) : HtmlObjectRenderer<T>
    where T : MarkdownObject
{
    /// <inheritdoc/>
    protected override void Write(HtmlRenderer renderer, T obj) => write(renderer, obj);
}
