using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using MinImagen.Cli.Notebooks;
using MinImagen.Cli.Terminal;
using MinImagen.Lib.Files;

namespace MinImagen.Cli.Book;

/// <summary>The pages of the book: the lessons in their order, their solutions, and the texts that any of these refer to.</summary>
internal sealed class BookContents
{
    private const int MostBytesOfText = 4 << 20;

    private readonly Dictionary<string, BookPage> pages = [];

    private BookContents(BookOptions options)
    {
        Root = options.Root;
    }

    /// <summary>The folder that holds whatever a page may refer to.</summary>
    internal string Root { get; }

    /// <summary>All pages.</summary>
    internal IReadOnlyList<BookPage> Pages => [.. pages.Values];

    /// <summary>The pages of a kind, in their order.</summary>
    internal IReadOnlyList<BookPage> Of(PageKind kind) => [.. pages.Values.Where(page => page.Kind == kind)];

    /// <summary>The page that a file became; null where it became none.</summary>
    internal BookPage? Find(string file) => pages.GetValueOrDefault(Path.GetFullPath(file));

    /// <summary>A lesson's solutions, and the lesson that solutions belong to; null where there is none.</summary>
    internal BookPage? TwinOf(BookPage page) => page.Kind switch
    {
        PageKind.Lesson => pages.Values.FirstOrDefault(other => other.Kind == PageKind.Solution && Path.GetFileName(other.Source) == Path.GetFileName(page.Source)),
        PageKind.Solution => pages.Values.FirstOrDefault(other => other.Kind == PageKind.Lesson && Path.GetFileName(other.Source) == Path.GetFileName(page.Source)),
        _ => null,
    };

    /// <summary>Reads all that the book is made of.</summary>
    /// <exception cref="CommandException">There are no lessons, or one has not been run as it stands.</exception>
    internal static BookContents Read(BookOptions options)
    {
        var contents = new BookContents(options);
        var lessons = LessonFiles.Under(options.Notebooks);
        if (lessons.Count == 0)
        {
            throw new CommandException($"there is no .ipynb in {options.Notebooks}: --from names the folder with the lessons");
        }
        NotebookFile[] notebooks = [.. lessons.Concat(LessonFiles.Under(Path.Combine(options.Notebooks, "solutions"))).Select(NotebookFile.Read)];
        ExecutedNotebooks.Check(notebooks);
        foreach (var (notebook, index) in notebooks.Select((notebook, index) => (notebook, index)))
        {
            contents.Add(notebook, index < lessons.Count ? PageKind.Lesson : PageKind.Solution);
        }
        contents.AddReadings();
        return contents;
    }

    private void Add(NotebookFile notebook, PageKind kind)
    {
        HashSet<string> anchors = [];
        var parts = notebook.Cells.Where(cell => cell.IsCode || cell.IsText)
            .Select(cell => cell.IsCode ? new PagePart(null, cell) : new PagePart(PageText.Parse(cell.Source, anchors), null));
        var name = Path.GetFileNameWithoutExtension(notebook.Path) + ".html";
        var address = kind == PageKind.Lesson ? name : $"solutions/{name}";
        pages.Add(Path.GetFullPath(notebook.Path), new BookPage(notebook.Path, address, kind, [.. parts]) { Anchors = anchors });
    }

    /// <summary>Adds the texts that pages refer to, and those that these refer to.</summary>
    private void AddReadings()
    {
        Queue<BookPage> open = new(pages.Values);
        while (open.TryDequeue(out var page))
        {
            foreach (var file in page.Texts.SelectMany(text => text.Descendants<LinkInline>()).Where(link => !link.IsImage).Select(link => PageLinks.FileOf(page, link.Url)).OfType<string>())
            {
                if (Path.GetExtension(file) == ".md" && PageLinks.IsWithin(Root, file) && File.Exists(file) && !pages.ContainsKey(file))
                {
                    open.Enqueue(pages[file] = Reading(file));
                }
            }
        }
    }

    private BookPage Reading(string file)
    {
        HashSet<string> anchors = [];
        var text = System.Text.Encoding.UTF8.GetString(BoundedFile.ReadAllBytes(file, MostBytesOfText));
        var address = "reading/" + Path.ChangeExtension(Path.GetRelativePath(Root, file), ".html").Replace('\\', '/');
        return new BookPage(Path.GetRelativePath(Environment.CurrentDirectory, file), address, PageKind.Reading, [new PagePart(PageText.Parse(text, anchors), null)]) { Anchors = anchors };
    }
}
