namespace MinImagen.Notebooks.Formatting;

/// <summary>The MIME types that views are written as.</summary>
internal static class MimeTypes
{
    internal const string Html = "text/html";
    internal const string Plain = "text/plain";
    internal const string Png = "image/png";
    internal const string Plotly = "application/vnd.plotly.v1+json";
}
