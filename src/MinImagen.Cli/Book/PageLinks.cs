using MinImagen.Cli.Terminal;

namespace MinImagen.Cli.Book;

/// <summary>Where links of the lessons lead to in the book.</summary>
/// <param name="contents">The pages.</param>
internal sealed class PageLinks(BookContents contents)
{
    private static readonly string[] outside = ["https", "http", "mailto"];

    /// <summary>The file that a link names.</summary>
    /// <param name="from">The page with the link.</param>
    /// <param name="url">The link.</param>
    /// <returns>A full path, whether or not there is such a file; null for a link to the page itself or to the web.</returns>
    internal static string? FileOf(BookPage from, string? url)
    {
        var path = Split(url ?? "").Path;
        return path.Length == 0 || IsAbsolute(path) ? null : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(from.Source))!, Uri.UnescapeDataString(path)));
    }

    /// <summary>Whether a file lies in a folder, or is it.</summary>
    internal static bool IsWithin(string folder, string file) =>
        file == folder || file.StartsWith(folder.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    /// <summary>Turns a link into one that holds in the book.</summary>
    /// <param name="from">The page with the link.</param>
    /// <param name="url">The link.</param>
    /// <returns>The address; null for a file of the project that is not in the book.</returns>
    /// <exception cref="CommandException">It leads nowhere.</exception>
    internal string? Resolve(BookPage from, string url)
    {
        if (IsAbsolute(url))
        {
            return outside.Contains(new Uri(url).Scheme) ? url : throw Broken(from, url, "the book links to https, http and mailto only");
        }
        var (_, fragment) = Split(url);
        if (FileOf(from, url) is not { } file)
        {
            return "#" + Anchor(from, from, url, fragment);
        }
        if (!IsWithin(contents.Root, file))
        {
            throw Broken(from, url, $"it leaves {contents.Root}");
        }
        if (contents.Find(file) is { } page)
        {
            return from.ToRoot + page.Address + (fragment.Length == 0 ? "" : "#" + Anchor(from, page, url, fragment));
        }
        return File.Exists(file) || Directory.Exists(file) ? null : throw Broken(from, url, "there is no such file");
    }

    /// <summary>The page that a file's name within a text means; null for all other texts.</summary>
    internal BookPage? PageOf(BookPage from, string text) =>
        (text.EndsWith(".ipynb", StringComparison.Ordinal) || text.EndsWith(".md", StringComparison.Ordinal)) && !text.Contains(' ', StringComparison.Ordinal)
            ? contents.Find(FileOf(from, text) ?? text) ?? contents.Find(Path.Combine(contents.Root, text))
            : null;

    /// <summary>The file of a picture that a text shows.</summary>
    /// <exception cref="CommandException">It is none of the project's.</exception>
    internal string PictureOf(BookPage from, string url)
    {
        var file = FileOf(from, url) ?? throw Broken(from, url, "a picture of the book is a file of the project, since the book needs no network");
        return IsWithin(contents.Root, file) && File.Exists(file) ? file : throw Broken(from, url, $"there is no such file in {contents.Root}");
    }

    private static string Anchor(BookPage from, BookPage page, string url, string fragment) =>
        page.Anchors.Contains(Uri.UnescapeDataString(fragment)) ? fragment : throw Broken(from, url, $"{page.Source} has no such heading");

    private static CommandException Broken(BookPage from, string url, string why) => new($"{from.Source}: the link to {url} cannot be kept: {why}");

    // A path such as /etc/hosts is a file's, and no address of the web.
    private static bool IsAbsolute(string url) => !url.StartsWith('/') && Uri.TryCreate(url, UriKind.Absolute, out _);

    private static (string Path, string Fragment) Split(string url)
    {
        var at = url.IndexOf('#', StringComparison.Ordinal);
        return at < 0 ? (url, "") : (url[..at], url[(at + 1)..]);
    }
}
