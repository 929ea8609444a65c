using Markdig.Syntax;
using MinImagen.Cli.Notebooks;
using MinImagen.Cli.Terminal;

namespace MinImagen.Cli.Book;

/// <summary>Turns executed notebooks into a static site.</summary>
/// <param name="options">What it is made of, and where it goes.</param>
/// <param name="board">Shows how far it is.</param>
internal sealed class BookBuild(BookOptions options, ProgressBoard board)
{
    /// <summary>Makes the book.</summary>
    /// <param name="cancellation">Ends it; the old book stays.</param>
    /// <exception cref="CommandException">Something cannot be shown; says what and where.</exception>
    internal BookReport Run(CancellationToken cancellation)
    {
        var row = board.Add("the book", 1);
        row.Report(0, "reading the notebooks");
        var contents = BookContents.Read(options);
        row.Report(0, "fetching what pages are drawn with");
        var modules = WebPackages.Install(cancellation);
        row.Report(0, "setting the formulas");
        var typeset = Typesetter.Run(contents.Pages, modules, cancellation);

        using var folder = BookFolder.Begin(options.Output, cancellation);
        BookAssets.Copy(modules, folder.Path);
        var pictures = new BookPictures(folder.Path);
        var links = new PageLinks(contents);
        TextHtml TextOf(BookPage page) => new(page, typeset, links, file => pictures.AddFile(file, page.ToRoot, contents.Root), contents.TwinOf(page));
        var frame = new PageFrame(contents, (page, heading) => TextOf(page).InnerOf(heading));
        foreach (var (page, index) in contents.Pages.Select((page, index) => (page, index)))
        {
            cancellation.ThrowIfCancellationRequested();
            row.Report((double)index / contents.Pages.Count, page.Address);
            var article = new LessonHtml(page, TextOf(page), typeset, new OutputHtml(page, pictures)).Write();
            Write(folder, page.Address, frame.Around(page, article));
        }
        var cover = new BookCover(contents, (page, block) => TextOf(page).InnerOf(block), file => pictures.AddFile(file, "", contents.Root));
        Write(folder, "index.html", frame.Around(null, cover.Write()));
        folder.Finish();
        row.Report(1);
        return Report(contents);
    }

    private static void Write(BookFolder folder, string address, string html)
    {
        var path = Path.Combine(folder.Path, address);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, html);
    }

    private BookReport Report(BookContents contents)
    {
        var cells = contents.Pages.SelectMany(page => page.Parts).Select(part => part.Code).OfType<NotebookCell>().ToArray();
        return new BookReport(
            Path.Combine(Path.GetFullPath(options.Output), "index.html"),
            contents.Pages.Count + 1,
            contents.Pages.SelectMany(page => page.Texts).Sum(text => text.Descendants().Count(Typesetter.IsFormula)),
            cells.SelectMany(cell => cell.Outputs).Select(NotebookOutput.Of).Count(output => output.Data?.ContainsKey(StaticPlots.Plotly) == true));
    }
}
