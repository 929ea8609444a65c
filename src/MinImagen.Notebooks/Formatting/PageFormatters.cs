namespace MinImagen.Notebooks.Formatting;

/// <summary>The formatters of views that are HTML: tables, verdicts, texts side by side.</summary>
public sealed class PageFormatters
{
    /// <summary>A formatter each for HTML and plain text.</summary>
    public IEnumerable<ViewFormatter> CreateTypeFormatters() =>
    [
        new(MimeTypes.Html, view => view.Html),
        new(MimeTypes.Plain, view => view.Text),
    ];
}
