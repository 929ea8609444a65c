namespace Microsoft.DotNet.Interactive.Formatting;

/// <summary>A value in the representations that a front may choose from.</summary>
internal static class FormattedValues
{
    /// <summary>Whether a MIME type's text is JSON, which an .ipynb holds as such.</summary>
    internal static bool IsJson(string mimeType) =>
        mimeType == "application/json" || (mimeType.StartsWith("application/", StringComparison.Ordinal) && mimeType.EndsWith("+json", StringComparison.Ordinal));

    /// <summary>The representations that <paramref name="value"/> is shown in when nobody says which.</summary>
    internal static IReadOnlyCollection<string> MimeTypesFor(object? value) =>
        value is null ? [PlainText.MimeType] : [.. Formatter.GetPreferredMimeTypesFor(value.GetType())];

    /// <summary>Formats <paramref name="value"/> as each of <paramref name="mimeTypes"/>.</summary>
    internal static IReadOnlyDictionary<string, string> Of(object? value, IReadOnlyCollection<string> mimeTypes) =>
        mimeTypes.Distinct().ToDictionary(mimeType => mimeType, mimeType => value.ToDisplayString(mimeType));
}
