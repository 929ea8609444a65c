using MinImagen.Cli.Terminal;

namespace MinImagen.Cli.Book;

/// <summary>The folder <c>assets</c> of a book: its looks and scripts, typefaces and licences. All of it is local.</summary>
internal static class BookAssets
{
    private static readonly (string Name, string[] Styles)[] typefaces =
    [
        ("source-serif-4", ["wght.css", "wght-italic.css"]),
        ("source-sans-3", ["wght.css"]),
        ("jetbrains-mono", ["wght.css"]),
    ];

    /// <summary>The style sheets of every page, in their order.</summary>
    internal static readonly string[] Styles =
        [.. typefaces.SelectMany(face => face.Styles.Select(style => $"{face.Name}/{style}")), "katex/katex.min.css", "book.css"];

    /// <summary>Copies them.</summary>
    /// <param name="modules">The folder <c>node_modules</c>.</param>
    /// <param name="book">The book's folder.</param>
    internal static void Copy(string modules, string book)
    {
        var own = ProjectFolder.At("src", "MinImagen.Cli", "Book", "assets");
        Copy(own, "book.*", Path.Combine(book, "assets"));
        Copy(ProjectFolder.At("src", "MinImagen.Cli", "Play", "Page"), "icon.svg", Path.Combine(book, "assets"));
        Copy(Path.Combine(modules, "plotly.js-cartesian-dist-min"), "plotly-cartesian.min.js", Path.Combine(book, "assets"));

        var katex = Path.Combine(book, "assets", "katex");
        Copy(Path.Combine(modules, "katex", "dist"), "katex.min.css", katex);
        Copy(Path.Combine(modules, "katex"), "LICENSE", katex);
        Copy(Path.Combine(modules, "katex", "dist", "fonts"), "*.woff2", Path.Combine(katex, "fonts"));
        foreach (var (name, styles) in typefaces)
        {
            var from = Path.Combine(modules, "@fontsource-variable", name);
            var to = Path.Combine(book, "assets", name);
            foreach (var file in styles.Append("LICENSE"))
            {
                Copy(from, file, to);
            }
            Copy(Path.Combine(from, "files"), "*-wght-*.woff2", Path.Combine(to, "files"));
        }
    }

    private static void Copy(string from, string pattern, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from, pattern))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)), overwrite: true);
        }
    }
}
