using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace MinImagen.Cli.Tests.Play;

/// <summary>The playground's page in headless Chromium: what a learner does, and that nothing of it needs the internet. About fifteen seconds.</summary>
public sealed class PlayPageTests : IAsyncLifetime
{
    private readonly List<string> complaints = [];
    private TestPlayground playground = null!;
    private IPlaywright playwright = null!;
    private IBrowser browser = null!;

    public async Task InitializeAsync()
    {
        playground = await TestPlayground.StartAsync();
        SetDefaultExpectTimeout(20_000);
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = BrowserFactAttribute.Browser, Args = ["--no-sandbox"] });
    }

    public async Task DisposeAsync()
    {
        await browser.DisposeAsync();
        playwright.Dispose();
        await playground.DisposeAsync();
    }

    [BrowserFact]
    public async Task ALearnerDrawsLooksBackAndCompares()
    {
        var page = await OpenAsync();
        await page.FillAsync("#caption", "a small green star");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#status")).ToHaveAttributeAsync("data-state", "done", new() { Timeout = 60_000 });
        await Expect(page.Locator("#step")).ToHaveTextAsync("Super-resolution, 8×8: step 3 of 3");
        Assert.Equal(8, await page.EvalOnSelectorAsync<int>("#so-far", "image => image.naturalWidth"));
        Assert.Equal("pixelated", await page.EvalOnSelectorAsync<string>("#so-far", "image => getComputedStyle(image).imageRendering"));
        await Expect(page.Locator("#histogram .bound")).ToHaveCountAsync(2);

        await page.FocusAsync("#scrub");
        await page.Keyboard.PressAsync("Home");
        await Expect(page.Locator("#step")).ToHaveTextAsync("Base, 4×4: step 1 of 3");
        Assert.Equal(4, await page.EvalOnSelectorAsync<int>("#so-far", "image => image.naturalWidth"));

        await page.FocusAsync("#guidance-1");
        await page.Keyboard.PressAsync("ArrowRight");
        await page.SelectOptionAsync("#thresholding", "static");
        await Expect(page.Locator("#percentile")).ToBeDisabledAsync();
        await page.ClickAsync("#draw");
        await Expect(page.Locator(".card")).ToHaveCountAsync(2, new() { Timeout = 60_000 });
        await Expect(page.Locator(".card").First.Locator("mark")).ToHaveTextAsync(["guidance 3.05 / 3", "thresholding static"]);

        await page.Locator(".card [aria-pressed]").First.ClickAsync();
        await page.Locator(".card [aria-pressed]").Last.ClickAsync();
        await Expect(page.Locator("dialog tr.differs th")).ToHaveTextAsync(["Guidance", "Thresholding", "Percentile"]);
        await page.Keyboard.PressAsync("Escape");
        await page.Locator(".card").Last.GetByText("Use").ClickAsync();
        await Expect(page.Locator("#thresholding")).ToHaveValueAsync("dynamic");
        Assert.Empty(complaints);
    }

    [BrowserFact]
    public async Task ASecondPageWaitsAndCancellingLetsItDraw()
    {
        var first = await OpenAsync();
        await first.EvalOnSelectorAsync("#steps-1", "slider => { slider.value = slider.max; slider.dispatchEvent(new Event('input')); }");
        await first.ClickAsync("#draw");
        await Expect(first.Locator("#status")).ToHaveTextAsync("The base model is drawing…", new() { Timeout = 60_000 });

        var second = await OpenAsync();
        await second.ClickAsync("#examples button >> nth=1");
        await Expect(second.Locator("#status")).ToHaveTextAsync("Another page is drawing. Yours comes next.");

        await first.ClickAsync("#cancel");
        await Expect(first.Locator("#status")).ToHaveTextAsync("Cancelled.");
        await Expect(first.Locator("#draw")).ToBeVisibleAsync();
        await Expect(second.Locator("#status")).ToHaveAttributeAsync("data-state", "done", new() { Timeout = 60_000 });
        Assert.Empty(complaints);
    }

    [BrowserFact]
    public async Task WhatIsTypedIsTextAndWhatIsUnknownIsSaid()
    {
        var page = await OpenAsync();
        await page.FillAsync("#caption", "<img src=x onerror=alert(1)>");
        await page.ClickAsync("#draw");
        await Expect(page.Locator("#word")).ToContainTextAsync("This world has no word");
        await Expect(page.Locator(".card b")).ToHaveTextAsync("<img src=x onerror=alert(1)>", new() { Timeout = 60_000 });
        Assert.Empty(complaints);
    }

    [BrowserFact]
    public async Task ServersThatEndAreSaid()
    {
        var page = await OpenAsync();
        await playground.Server.DisposeAsync();
        await page.ClickAsync("#draw");
        await Expect(page.Locator("#status")).ToHaveTextAsync("The playground does not answer. Is it still running in the terminal?");
    }

    /// <summary>Every control has a name, and a phone's width is enough.</summary>
    [BrowserFact]
    public async Task EveryControlHasANameAndAPhoneIsWideEnough()
    {
        var page = await OpenAsync();
        await page.SetViewportSizeAsync(360, 740);
        Assert.Equal(360, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        var nameless = await page.EvaluateAsync<string[]>(
            "[...document.querySelectorAll('input, select, button')].filter(c => !c.textContent.trim() && !c.ariaLabel && !c.labels?.length).map(c => c.outerHTML)");
        Assert.Empty(nameless);
    }

    /// <summary>Opens the page, and notes whatever it complains about or asks of anybody else.</summary>
    private async Task<IPage> OpenAsync()
    {
        var page = await browser.NewPageAsync();
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                complaints.Add(message.Text);
            }
        };
        page.PageError += (_, error) => complaints.Add(error);
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(playground.Server.Address + "/", StringComparison.Ordinal) && !request.Url.StartsWith("data:image/png;", StringComparison.Ordinal))
            {
                complaints.Add(request.Url);
            }
        };
        await page.GotoAsync(playground.Server.Address);
        await Expect(page.Locator("#caption")).ToHaveValueAsync(playground.World.Defaults.Caption);
        return page;
    }
}
