namespace MinImagen.Notebooks.Formatting;

/// <summary>Writes views as one MIME type, in the form that .NET Interactive's conventions ask for.</summary>
/// <param name="mimeType">Such as <c>text/html</c>.</param>
/// <param name="write">What a view is in that type.</param>
public sealed class ViewFormatter(string mimeType, Func<View, string> write)
{
    /// <summary>The MIME type.</summary>
    public string MimeType { get; } = mimeType;

    /// <summary>Writes a view.</summary>
    /// <param name="value">The view.</param>
    /// <param name="writer">Where to.</param>
    /// <returns>False for what is no view, which then is formatted as it would be without this.</returns>
    public bool Format(object value, TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (value is not View view)
            return false;

        writer.Write(write(view));
        return true;
    }
}
