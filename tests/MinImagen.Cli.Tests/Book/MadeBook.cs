using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Microsoft.Playwright;
using MinImagen.Cli.Book;
using MinImagen.Cli.Terminal;
using MinImagen.Cli.Tests.Play;

namespace MinImagen.Cli.Tests.Book;

/// <summary>The book of the project's lessons, made once, and a browser to open it with.</summary>
public sealed class MadeBook : IAsyncLifetime
{
    private IPlaywright? playwright;

    /// <summary>Its folder.</summary>
    internal string Folder { get; } = Directory.CreateTempSubdirectory("minimagen-book-").FullName;

    /// <summary>All of its pages, as paths from its folder.</summary>
    internal IReadOnlyList<string> Pages => [.. Directory.EnumerateFiles(Folder, "*.html", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Folder, file)).Order(StringComparer.Ordinal)];

    /// <summary>The browser.</summary>
    internal IBrowser Browser { get; private set; } = null!;

    /// <summary>What it came to.</summary>
    internal BookReport Report { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        if (BookFactAttribute.Missing is not null)
        {
            return;
        }
        var options = new BookOptions { Notebooks = Path.Combine(CommandLine.Repository, "notebooks"), Output = Folder };
        Report = ProgressBoard.Run(board => new BookBuild(options, board).Run(CancellationToken.None));
        playwright = await Playwright.CreateAsync();
        Browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = BrowserFactAttribute.Browser, Args = ["--no-sandbox"] });
    }

    public async Task DisposeAsync()
    {
        if (playwright is not null)
        {
            await Browser.DisposeAsync();
            playwright.Dispose();
        }
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>A page as it was written.</summary>
    internal IDocument Read(string page) => new HtmlParser().ParseDocument(File.ReadAllText(Path.Combine(Folder, page)));
}
