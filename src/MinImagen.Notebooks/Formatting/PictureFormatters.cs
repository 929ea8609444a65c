namespace MinImagen.Notebooks.Formatting;

/// <summary>The formatters of pictures: PNG and words in an output, HTML with both where a picture stands inside another value.</summary>
public sealed class PictureFormatters
{
    /// <summary>A formatter each for PNG (base64, as notebooks hold it), plain text and HTML.</summary>
    public IEnumerable<ViewFormatter> CreateTypeFormatters() =>
    [
        new(MimeTypes.Png, view => ((Picture)view).ToBase64()),
        new(MimeTypes.Plain, view => view.Text),
        new(MimeTypes.Html, view => view.Html),
    ];
}
