using System.Text.Json.Nodes;
using MinImagen.Cli.Book;
using MinImagen.Cli.Terminal;
using MinImagen.Cli.Tests.Notebooks;

namespace MinImagen.Cli.Tests.Book;

/// <summary>Books of notebooks that are not as they should be.</summary>
public sealed class BookBuildTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("minimagen-book-").FullName;

    private string Notebooks => Directory.CreateDirectory(Path.Combine(folder, "notebooks")).FullName;

    private string Output => Path.Combine(folder, "book");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [BookTheory]
    [InlineData("[x](gone.ipynb)", "the link to gone.ipynb cannot be kept: there is no such file")]
    [InlineData("[x](#gone)", "has no such heading")]
    [InlineData("[x](../../../../../../etc/hosts)", "it leaves")]
    [InlineData("[x](/etc/hosts)", "it leaves")]
    [InlineData("[x](javascript:alert(1))", "https, http and mailto only")]
    [InlineData("![x](https://example.com/x.png)", "needs no network")]
    [InlineData("![x](/etc/hosts)", "there is no such file in")]
    [InlineData("$\\nobody{x}$", "the formula \\nobody{x} cannot be set")]
    [InlineData("$$\n\\frac{1\n$$", "cannot be set")]
    public void What_cannot_be_shown_is_named_and_the_old_book_stays(string text, string message)
    {
        new TestNotebook().Text("# A lesson").Save(Notebooks);
        Build();
        var before = File.ReadAllText(Path.Combine(Output, "lesson.html"));
        new TestNotebook().Text("# Another").Text(text).Save(Notebooks);
        var failure = Assert.Throws<CommandException>(() => Build());
        Assert.Contains("lesson.ipynb", failure.Message);
        Assert.Contains(message, failure.Message);
        Assert.Equal(before, File.ReadAllText(Path.Combine(Output, "lesson.html")));
        Assert.Equal(["book", "notebooks"], Directory.EnumerateDirectories(folder).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void Notebooks_that_were_not_run_as_they_stand_are_named_with_the_remedy()
    {
        var file = new TestNotebook().Text("# A lesson").Code("1 + 1").Code("2 + 2").Save(Notebooks);
        Assert.Contains("lesson.ipynb was not run to its end: cell [1]", Assert.Throws<CommandException>(() => Build()).Message);

        Change(file, (cell, number) => cell["execution_count"] = number == 2 ? 3 : number);
        var failure = Assert.Throws<CommandException>(() => Build());
        Assert.Contains("its cell 2 was run as the 3.", failure.Message);
        Assert.EndsWith("Run: ./minimagen notebooks run " + Path.GetRelativePath(Environment.CurrentDirectory, file), failure.Message);

        Change(file, (cell, number) =>
        {
            cell["execution_count"] = number;
            cell["outputs"] = new JsonArray(Display(new() { ["application/vnd.plotly.v1+json"] = new JsonObject { ["data"] = new JsonArray(), ["layout"] = new JsonObject() } }));
        });
        Assert.Contains("has a plot without a picture beside it, in cell [1]", Assert.Throws<CommandException>(() => Build()).Message);
        Assert.False(Directory.Exists(Output));
    }

    [BookFact]
    public void Outputs_bring_neither_scripts_nor_addresses()
    {
        var file = new TestNotebook().Text("# <b>A</b> lesson <script>alert(1)</script>").Code("\"</code><script>alert(2)</script>\"").Save(Notebooks);
        Change(file, (cell, _) =>
        {
            cell["execution_count"] = 1;
            cell["outputs"] = new JsonArray(
                Display(new() { ["text/html"] = "<script src=\"https://cdn.example/x.js\"></script><table onclick=\"alert(3)\"><tr><td style=\"padding:4px\">cell</td></tr></table><img src=\"//cdn.example/x.png\"><iframe src=\"x\"></iframe><b style=\"background:url(https://cdn.example/y)\">bold</b>" }),
                new JsonObject { ["output_type"] = "stream", ["name"] = "stdout", ["text"] = "<script>alert(4)</script>" });
        });
        Build();
        var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(File.ReadAllText(Path.Combine(Output, "lesson.html")));
        var scripts = Assert.Single(page.QuerySelectorAll("script"));
        Assert.Equal("assets/book.js", scripts.GetAttribute("src"));
        Assert.Equal("<b>A</b> lesson <script>alert(1)</script>", page.QuerySelector("h1")!.TextContent);
        Assert.Equal("\"</code><script>alert(2)</script>\"", page.QuerySelector("pre.code")!.TextContent);
        Assert.Equal("<script>alert(4)</script>", page.QuerySelector("pre.stream")!.TextContent);
        Assert.Equal("cell", page.QuerySelector(".result td[style]")!.TextContent);
        Assert.DoesNotContain("cdn.example", page.QuerySelector(".result")!.OuterHtml);
        Assert.DoesNotContain("onclick", page.QuerySelector(".result")!.OuterHtml);
        Assert.Null(page.QuerySelector("iframe"));
    }

    [BookFact]
    public void A_picture_that_is_none_is_refused()
    {
        var file = new TestNotebook().Text("# A lesson").Code("x").Save(Notebooks);
        Change(file, (cell, _) =>
        {
            cell["execution_count"] = 1;
            cell["outputs"] = new JsonArray(Display(new() { ["image/png"] = Convert.ToBase64String("<svg onload=alert(1)>, which is no PNG"u8), ["text/plain"] = "x" }));
        });
        Assert.Contains("picture 01-1 is no PNG", Assert.Throws<CommandException>(() => Build()).Message);
    }

    [BookFact]
    public void Files_become_pages_pictures_or_words()
    {
        Directory.CreateDirectory(Path.Combine(folder, "docs"));
        File.WriteAllText(Path.Combine(folder, "docs", "more.md"), "# More\n\n## A part\n\n[back](../notebooks/lesson.ipynb) ![a dot](dot.svg)");
        File.WriteAllText(Path.Combine(folder, "docs", "dot.svg"), "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
        File.WriteAllText(Path.Combine(folder, "code.cs"), "");
        new TestNotebook().Text("# A lesson\n\n[more](../docs/more.md#a-part), [code](../code.cs), `docs/more.md`, [web](https://example.com/a?b=1&c=2)").Save(Notebooks);
        Build();
        var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(File.ReadAllText(Path.Combine(Output, "lesson.html")));
        Assert.Equal(["reading/docs/more.html#a-part", "reading/docs/more.html", "https://example.com/a?b=1&c=2"], page.QuerySelectorAll("article a").Select(link => link.GetAttribute("href")));
        Assert.Equal("code", page.QuerySelector("span.file")!.TextContent);
        var reading = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(File.ReadAllText(Path.Combine(Output, "reading", "docs", "more.html")));
        Assert.Equal("../../lesson.html", reading.QuerySelector("article a")!.GetAttribute("href"));
        Assert.Equal(("../../pictures/docs-dot.svg", "a dot"), (reading.QuerySelector("article img")!.GetAttribute("src"), reading.QuerySelector("article img")!.GetAttribute("alt")));
        Assert.True(File.Exists(Path.Combine(Output, "pictures", "docs-dot.svg")));
    }

    [BookFact]
    public void A_folder_that_is_no_book_is_left_alone()
    {
        new TestNotebook().Text("# A lesson").Save(Notebooks);
        Directory.CreateDirectory(Output);
        File.WriteAllText(Path.Combine(Output, "thesis.txt"), "years of work");
        Assert.Contains("is no book", Assert.Throws<CommandException>(() => Build()).Message);
        Assert.Equal("years of work", File.ReadAllText(Path.Combine(Output, "thesis.txt")));
    }

    private BookReport Build() => ProgressBoard.Run(board => new BookBuild(new BookOptions { Notebooks = Notebooks, Output = Output }, board).Run(CancellationToken.None));

    private static JsonObject Display(JsonObject data) => new() { ["output_type"] = "display_data", ["data"] = data, ["metadata"] = new JsonObject() };

    private static void Change(string file, Action<JsonNode, int> change)
    {
        var notebook = JsonNode.Parse(File.ReadAllText(file))!;
        var number = 0;
        foreach (var cell in notebook["cells"]!.AsArray().Where(cell => (string)cell!["cell_type"]! == "code"))
        {
            change(cell!, ++number);
        }
        File.WriteAllText(file, notebook.ToJsonString());
    }
}
