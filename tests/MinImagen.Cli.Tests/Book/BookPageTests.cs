using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace MinImagen.Cli.Tests.Book;

/// <summary>Each page of the book in headless Chromium, from its file and without a network. About a minute.</summary>
[Collection(nameof(MadeBook))]
public sealed class BookPageTests(MadeBook book)
{
    [BookFact]
    public async Task Every_page_is_complete_fits_a_phone_and_reaches_for_nothing()
    {
        List<string> complaints = [];
        foreach (var page in book.Pages)
        {
            var found = await new PageAudit(book.Browser).RunAsync(Path.Combine(book.Folder, page), LessonSource.Of(page));
            complaints.AddRange(found.Select(complaint => $"{page}: {complaint}"));
        }
        Assert.Empty(complaints);
        Assert.True(book.Pages.Count >= 23, $"{book.Pages.Count} pages are not eleven lessons with solutions");
    }

    /// <summary>What the audit looks for it finds: a page with one thing wrong is told by that.</summary>
    [BookTheory]
    [InlineData("<p>nothing is wrong</p>", null)]
    [InlineData("<img src=\"https://example.com/x.png\" alt=\"x\">", "network:")]
    [InlineData("<img src=\"pictures/gone.png\" alt=\"x\">", "failed:")]
    [InlineData("<img src=\"assets/icon.svg\">", "no alternative:")]
    [InlineData("<script>nobody();</script>", "script:")]
    [InlineData("<script>console.error('oh');</script>", "console:")]
    [InlineData("<span class=\"katex\">one more</span>", "count: 1 of 0 main .katex")]
    [InlineData("<span class=\"katex-error\">x</span>", "count: 1 of 0 .katex-error")]
    [InlineData("<div style=\"width: 2000px\">wide</div>", "too wide:")]
    [InlineData("<script>for (const json of document.querySelectorAll('.plot script')) json.textContent = '{\"data\":[],\"layout\":{}}';</script>", "plot not drawn:")]
    [InlineData("<script>document.querySelector('.plot').remove();</script>", "count: 0 of 1 figure.plot")]
    public async Task Planted_errors_are_found(string planted, string? complaint)
    {
        const string page = "10-your-own-pictures.html";
        var file = Path.Combine(book.Folder, "planted.html");
        File.WriteAllText(file, File.ReadAllText(Path.Combine(book.Folder, page)).Replace("</article>", planted + "</article>", StringComparison.Ordinal));
        try
        {
            var found = await new PageAudit(book.Browser).RunAsync(file, LessonSource.Of(page));
            if (complaint is null)
            {
                Assert.Empty(found);
            }
            else
            {
                Assert.Contains(found, what => what.StartsWith(complaint, StringComparison.Ordinal));
            }
        }
        finally
        {
            File.Delete(file);
        }
    }

    [BookFact]
    public async Task Every_slider_moves_and_changes_what_is_drawn()
    {
        var moved = 0;
        foreach (var name in book.Pages)
        {
            // Which figures have a slider is said by their JSON.
            int[] sliders = [.. book.Read(name).QuerySelectorAll("figure.plot script").Select((json, index) => (json, index)).Where(pair => pair.json.TextContent.Contains("\"sliders\"", StringComparison.Ordinal)).Select(pair => pair.index)];
            if (sliders.Length == 0)
            {
                continue;
            }
            var page = await OpenAsync(name);
            foreach (var index in sliders)
            {
                var figure = page.Locator("figure.plot").Nth(index);
                await figure.ScrollIntoViewIfNeededAsync();
                var rail = figure.Locator(".slider-rail-touch-rect");
                await rail.ScrollIntoViewIfNeededAsync();
                var label = await figure.Locator(".slider-label").First.TextContentAsync();
                var drawn = await figure.Locator(".cartesianlayer").First.InnerHTMLAsync();
                var box = (await rail.BoundingBoxAsync())!;
                await rail.ClickAsync(new() { Position = new() { X = box.Width - 2, Y = box.Height / 2 } });
                await Expect(figure.Locator(".slider-label").First).Not.ToHaveTextAsync(label!);
                await Expect(figure.Locator(".cartesianlayer").First).Not.ToHaveJSPropertyAsync("innerHTML", drawn);
                moved++;
            }
            await page.CloseAsync();
        }
        Assert.Equal(4, moved);
    }

    [BookFact]
    public async Task In_print_plots_are_their_pictures_and_the_contents_stay_away()
    {
        var page = await OpenAsync("01-variance-schedule.html");
        var plot = page.Locator("figure.plot").First;
        await plot.ScrollIntoViewIfNeededAsync();
        await Expect(plot.Locator(".main-svg").First).ToBeVisibleAsync();
        await Expect(plot.Locator("> img")).ToBeHiddenAsync();
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        await Expect(plot.Locator("> img")).ToBeVisibleAsync();
        await Expect(plot.Locator(".live")).ToBeHiddenAsync();
        await Expect(page.Locator("#contents")).ToBeHiddenAsync();
    }

    [BookFact]
    public async Task On_a_phone_the_contents_open_and_lead_on()
    {
        var page = await OpenAsync("01-variance-schedule.html");
        await page.SetViewportSizeAsync(360, 740);
        var contents = page.Locator("#contents");
        await Expect(contents).ToBeHiddenAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Contents" }).ClickAsync();
        await Expect(contents).ToBeVisibleAsync();
        await contents.GetByText("The cosine schedule").ClickAsync();
        await Expect(contents).ToBeHiddenAsync();
        await Expect(page.Locator("#the-cosine-schedule")).ToBeInViewportAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        await Expect(page.Locator("h1")).ToHaveTextAsync("02 · Forward diffusion");
    }

    private async Task<IPage> OpenAsync(string name)
    {
        var page = await book.Browser.NewPageAsync();
        await page.GotoAsync(new Uri(Path.Combine(book.Folder, name)).AbsoluteUri);
        return page;
    }
}
