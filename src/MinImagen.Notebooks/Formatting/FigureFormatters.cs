namespace MinImagen.Notebooks.Formatting;

/// <summary>The formatters of figures: plotly's JSON for fronts that draw it themselves, HTML with a script for the others.</summary>
public sealed class FigureFormatters
{
    /// <summary>A formatter each for plotly's JSON, HTML and plain text.</summary>
    public IEnumerable<ViewFormatter> CreateTypeFormatters() =>
    [
        new(MimeTypes.Plotly, view => ((Figure)view).ToJson()),
        new(MimeTypes.Html, view => view.Html),
        new(MimeTypes.Plain, view => view.Text),
    ];
}
