using System.Net;

namespace MinImagen.Cli.Book;

/// <summary>Texts in HTML.</summary>
internal static class Html
{
    /// <summary>A text that shows letter by letter, also in an attribute between quotes.</summary>
    internal static string Escape(string text) => WebUtility.HtmlEncode(text);
}
