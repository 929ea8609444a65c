using System.Globalization;
using System.Text;
using MinImagen.Cli.Notebooks;

namespace MinImagen.Cli.Book;

/// <summary>The texts, cells and outputs of one page as HTML.</summary>
/// <param name="page">The page.</param>
/// <param name="text">Lays out its texts.</param>
/// <param name="typeset">Its code in colours.</param>
/// <param name="outputs">Lays out its outputs.</param>
internal sealed class LessonHtml(BookPage page, TextHtml text, Typeset typeset, OutputHtml outputs)
{
    private const string Wrong = "wrong";

    /// <summary>Lays out the page's parts, in order.</summary>
    internal string Write()
    {
        var html = new StringBuilder();
        var folded = false;
        foreach (var part in page.Parts)
        {
            var folds = part.Code is { } setUp && IsSetUp(setUp);
            if (folds != folded)
            {
                html.Append(folds ? "<details class=\"set-up\"><summary>Loading the library</summary>\n" : "</details>\n");
                folded = folds;
            }
            html.Append(part.Code is { } code ? Write(code) : text.Of(part.Text!));
        }
        return html.Append(folded ? "</details>\n" : "").ToString();
    }

    private string Write(NotebookCell cell)
    {
        var code = typeset.HtmlOf(new Snippet(cell.Source, Typesetter.CellLanguage));
        var wrong = cell.Tags.Contains(Wrong) ? " wrong" : "";
        return string.Create(CultureInfo.InvariantCulture, $"""
            <div class="cell{wrong}" id="cell-{cell.Number}"><pre class="code" data-cell="{cell.Number}"><code>{code}</code></pre>
            {outputs.Of(cell)}</div>

            """);
    }

    private static bool IsSetUp(NotebookCell cell) => cell.Source.Contains(NotebookBatch.LessonReference, StringComparison.Ordinal);
}
