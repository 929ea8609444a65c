using Markdig.Syntax;

namespace MinImagen.Cli.Book;

/// <summary>One page before it is laid out.</summary>
/// <param name="Source">The file that it is made of.</param>
/// <param name="Address">Where it comes to lie in the book, such as <c>solutions/00-welcome.html</c>.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Parts">Its texts and code cells, in order.</param>
internal sealed record BookPage(string Source, string Address, PageKind Kind, IReadOnlyList<PagePart> Parts)
{
    /// <summary>The anchors of its headings.</summary>
    internal required IReadOnlySet<string> Anchors { get; init; }

    /// <summary>Its texts.</summary>
    internal IEnumerable<MarkdownDocument> Texts => Parts.Select(part => part.Text).OfType<MarkdownDocument>();

    /// <summary>The headings of its sections.</summary>
    internal IEnumerable<HeadingBlock> Sections => Texts.SelectMany(text => text.OfType<HeadingBlock>()).Where(heading => heading.Level == 2);

    /// <summary>Its title, without the number that a lesson's begins with.</summary>
    internal string Title => Number.Length == 0 ? FullTitle : FullTitle[(FullTitle.IndexOf(Separator, StringComparison.Ordinal) + Separator.Length)..];

    /// <summary>A lesson's number, such as <c>03</c>; empty where its title has none.</summary>
    internal string Number =>
        FullTitle.IndexOf(Separator, StringComparison.Ordinal) is > 0 and var end && FullTitle[..end].All(char.IsAsciiDigit) ? FullTitle[..end] : "";

    /// <summary>The way from the page's folder to the book's.</summary>
    internal string ToRoot => string.Concat(Enumerable.Repeat("../", Address.Count(letter => letter == '/')));

    private const string Separator = " · ";

    private string FullTitle =>
        Texts.SelectMany(text => text.OfType<HeadingBlock>()).FirstOrDefault(heading => heading.Level == 1) is { } heading
            ? PageText.PlainOf(heading)
            : Path.GetFileNameWithoutExtension(Source);
}
