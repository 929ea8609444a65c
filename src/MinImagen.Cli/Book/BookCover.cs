using System.Text;
using Markdig.Syntax;

namespace MinImagen.Cli.Book;

/// <summary>The book's first page: what it is, and each lesson with the paragraph that it begins with.</summary>
/// <param name="contents">All pages.</param>
/// <param name="innerOf">A paragraph as HTML.</param>
/// <param name="showPicture">Takes a picture's file into the book, and gives its address.</param>
internal sealed class BookCover(BookContents contents, Func<BookPage, LeafBlock, string> innerOf, Func<string, string> showPicture)
{
    /// <summary>Lays it out.</summary>
    internal string Write()
    {
        var html = new StringBuilder($"<h1 id=\"cover\">{PageFrame.BookTitle}</h1>\n");
        html.Append("<p class=\"lead\">Imagen turns a caption into a picture with a chain of diffusion models. These lessons build all of it in C#, a piece at a time: each figure was made by the code above it, and each exercise tells right from wrong when you run the notebook that the page was made of.</p>\n");
        var picture = Path.Combine(contents.Root, "docs", "demo.png");
        if (File.Exists(picture))
        {
            html.Append($"<figure class=\"picture\"><img src=\"{Html.Escape(showPicture(picture))}\" alt=\"Pictures that a small cascade drew, each under its caption\"></figure>\n");
        }
        html.Append("<ol class=\"lessons\">\n");
        foreach (var lesson in contents.Of(PageKind.Lesson))
        {
            var begins = lesson.Texts.SelectMany(text => text.OfType<ParagraphBlock>()).FirstOrDefault();
            html.Append($"<li><a href=\"{Html.Escape(lesson.Address)}\"><span class=\"number\">{lesson.Number}</span> {Html.Escape(lesson.Title)}</a>");
            html.Append(begins is null ? "</li>\n" : $"<p>{innerOf(lesson, begins)}</p></li>\n");
        }
        return html.Append("</ol>\n").ToString();
    }
}
