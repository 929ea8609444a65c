using Microsoft.Playwright;

namespace MinImagen.Cli.Tests.Book;

/// <summary>Opens one page of a book as a reader does, from its file, on a phone and then on a wide screen, and lists what is wrong with it.</summary>
/// <param name="browser">The browser.</param>
internal sealed class PageAudit(IBrowser browser)
{
    private const int Phone = 360;
    private const int Wide = 1280;

    private readonly List<string> complaints = [];

    /// <summary>Looks at a page.</summary>
    /// <param name="file">The file.</param>
    /// <param name="expected">What it must hold.</param>
    internal async Task<IReadOnlyList<string>> RunAsync(string file, LessonSource expected)
    {
        var page = await browser.NewPageAsync(new() { ViewportSize = new() { Width = Phone, Height = 740 } });
        Listen(page);
        await page.GotoAsync(new Uri(file).AbsoluteUri);
        await DrawPlotsAsync(page);
        await MeasureAsync(page, Phone);
        await CountAsync(page, "main .katex", expected.Formulas);
        await CountAsync(page, ".katex-error, .math", 0);
        await CountAsync(page, "figure.plot", expected.Plots);
        await CountAsync(page, "figure.picture img", expected.Pictures);
        await LookAtPicturesAsync(page);
        await page.SetViewportSizeAsync(Wide, 900);
        await MeasureAsync(page, Wide);
        await page.CloseAsync();
        return complaints;
    }

    private void Listen(IPage page)
    {
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                complaints.Add($"console: {message.Text}");
            }
        };
        page.PageError += (_, error) => complaints.Add($"script: {error}");
        page.RequestFailed += (_, request) => complaints.Add($"failed: {request.Url}");
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith("file:", StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal) && !request.Url.StartsWith("blob:", StringComparison.Ordinal))
            {
                complaints.Add($"network: {request.Url}");
            }
        };
    }

    /// <summary>Scrolls to each plot, and waits for what plotly.js draws: all of its traces.</summary>
    private async Task DrawPlotsAsync(IPage page)
    {
        var undrawn = await page.EvaluateAsync<string[]>("""
            async () => {
                const undrawn = [];
                for (const figure of document.querySelectorAll('figure.plot')) {
                    figure.scrollIntoView();
                    const live = figure.querySelector('.live');
                    const traces = () => live.querySelectorAll('.cartesianlayer .trace, .cartesianlayer .hm, .cartesianlayer .contour, .cartesianlayer .im').length;
                    for (let tries = 0; tries < 100 && !(live._fullData && traces() > 0); tries++)
                        await new Promise(done => setTimeout(done, 50));
                    let wanted = NaN;
                    try { wanted = JSON.parse(figure.querySelector('script').textContent).data.length; } catch { }
                    if (live._fullData?.length !== wanted || !(traces() >= 1))
                        undrawn.push(`plot not drawn: ${figure.getAttribute('aria-label')}`);
                }
                return undrawn;
            }
            """);
        complaints.AddRange(undrawn);
    }

    private async Task MeasureAsync(IPage page, int width)
    {
        var found = await page.EvaluateAsync<int>("document.documentElement.scrollWidth");
        if (found > width)
        {
            complaints.Add($"too wide: {found} of {width}");
        }
    }

    private async Task CountAsync(IPage page, string selector, int expected)
    {
        var found = await page.Locator(selector).CountAsync();
        if (found != expected)
        {
            complaints.Add($"count: {found} of {expected} {selector}");
        }
    }

    private async Task LookAtPicturesAsync(IPage page) => complaints.AddRange(await page.EvaluateAsync<string[]>("""
        async () => {
            const pictures = [...document.querySelectorAll('main img')];
            await Promise.all(pictures.map(picture => picture.decode().catch(() => {})));
            return [
                ...pictures.filter(picture => !picture.alt.trim()).map(picture => `no alternative: ${picture.src}`),
                ...pictures.filter(picture => picture.naturalWidth === 0).map(picture => `no picture: ${picture.src}`),
            ];
        }
        """));
}
