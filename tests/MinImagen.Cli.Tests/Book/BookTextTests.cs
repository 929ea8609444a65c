namespace MinImagen.Cli.Tests.Book;

/// <summary>The pages of the book as they are written: links, order, code.</summary>
[Collection(nameof(MadeBook))]
public sealed class BookTextTests(MadeBook book)
{
    [BookFact]
    public void Every_link_leads_to_a_page_and_a_place_that_are_there() => Assert.Empty(book.Pages.SelectMany(BrokenLinks));

    [BookTheory]
    [InlineData("nowhere.html")]
    [InlineData("01-variance-schedule.html#nowhere")]
    [InlineData("#nowhere")]
    [InlineData("../../etc/hosts")]
    [InlineData("01-variance-schedule.ipynb")]
    public void A_broken_link_would_be_found(string address)
    {
        File.WriteAllText(Path.Combine(book.Folder, "planted.html"), $"<a href=\"{address}\">x</a>");
        var found = BrokenLinks("planted.html").ToArray();
        File.Delete(Path.Combine(book.Folder, "planted.html"));
        Assert.Single(found);
    }

    [BookTheory]
    [InlineData("")]
    [InlineData("solutions")]
    public void Next_leads_through_all_pages_in_order_and_previous_back(string folder)
    {
        string[] expected = [.. Directory.EnumerateFiles(Path.Combine(CommandLine.Repository, "notebooks", folder), "*.ipynb").Order(StringComparer.Ordinal)
            .Select(file => Path.Combine(folder, Path.ChangeExtension(Path.GetFileName(file), ".html")))];
        Assert.Equal(11, expected.Length);
        Assert.Equal(expected, Walk(expected[0], "next"));
        Assert.Equal(expected.Reverse(), Walk(expected[^1], "prev"));
    }

    [BookFact]
    public void The_code_of_a_page_is_that_of_the_notebook_letter_by_letter()
    {
        foreach (var page in book.Pages)
        {
            Assert.Equal(LessonSource.Of(page).Code, book.Read(page).QuerySelectorAll("pre[data-cell] code").Select(code => code.TextContent));
        }
    }

    [BookFact]
    public void Exercises_and_solutions_lead_to_each_other()
    {
        foreach (var lesson in book.Pages.Where(page => char.IsAsciiDigit(page[0])))
        {
            string[] exercises = [.. book.Read(lesson).QuerySelectorAll("h3").Where(heading => heading.TextContent.StartsWith("Exercise ", StringComparison.Ordinal)).Select(heading => heading.Id!)];
            Assert.NotEmpty(exercises);
            Assert.Equal(exercises.Select(id => $"solutions/{lesson}#{id}"), book.Read(lesson).QuerySelectorAll("h3 a.twin").Select(link => Uri.UnescapeDataString(link.GetAttribute("href")!)));
            Assert.Equal(exercises.Select(id => $"../{lesson}#{id}"), book.Read($"solutions/{lesson}").QuerySelectorAll("h3 a.twin").Select(link => Uri.UnescapeDataString(link.GetAttribute("href")!)));
        }
    }

    [BookFact]
    public void What_is_reported_is_what_the_notebooks_hold()
    {
        LessonSource[] sources = [.. book.Pages.Where(page => page != "index.html").Select(LessonSource.Of)];
        Assert.Equal(
            (book.Pages.Count, sources.Sum(source => source.Formulas), sources.Sum(source => source.Plots)),
            (book.Report.Pages, book.Report.Formulas, book.Report.Plots));
    }

    private List<string> Walk(string start, string relation)
    {
        List<string> walked = [start];
        while (book.Read(walked[^1]).QuerySelector($".turn a[rel={relation}]") is { } link)
        {
            Assert.True(walked.Count < 100, "the pages lead round in a circle");
            walked.Add(Path.GetRelativePath(book.Folder, Path.Combine(book.Folder, Path.GetDirectoryName(walked[^1])!, link.GetAttribute("href")!)));
        }
        return walked;
    }

    private IEnumerable<string> BrokenLinks(string page)
    {
        foreach (var element in book.Read(page).QuerySelectorAll("[href], [src]"))
        {
            var address = element.GetAttribute("href") ?? element.GetAttribute("src")!;
            if (address.StartsWith("https://", StringComparison.Ordinal) && element.LocalName == "a")
            {
                continue;
            }
            var (path, fragment) = address.Split('#', 2) is [var before, var after] ? (before, Uri.UnescapeDataString(after)) : (address, "");
            var target = path.Length == 0 ? page : Path.GetRelativePath(book.Folder, Path.GetFullPath(Path.Combine(book.Folder, Path.GetDirectoryName(page)!, Uri.UnescapeDataString(path))));
            if (target.StartsWith("..", StringComparison.Ordinal) || !File.Exists(Path.Combine(book.Folder, target)) || (fragment.Length > 0 && book.Read(target).GetElementById(fragment) is null))
            {
                yield return $"{page}: {address}";
            }
        }
    }
}
