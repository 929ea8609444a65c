using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using MinImagen.Cli.Play;
using MinImagen.Cli.Terminal;
using MinImagen.Lib.Data.Shapes;
using MinImagen.Lib.Generation;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;

namespace MinImagen.Cli.Tests.Play;

/// <summary>The playground over HTTP. About ten seconds.</summary>
public sealed class PlayServerTests
{
    [Fact]
    public async Task APictureComesStepByStepAndIsTheOneThatGenerateDraws()
    {
        await using var playground = await TestPlayground.StartAsync();
        using var listener = await playground.ListenAsync(asked => asked["seed"] = 7);
        var told = await listener.AllAsync();

        Assert.Equal("application/x-ndjson", listener.Response.Content.Headers.ContentType!.MediaType);
        Assert.Equal(["step", "step", "step", "step", "step", "step", "done"], told.Select(happened => happened.GetProperty("kind").GetString()));
        Assert.Equal(
            ["1.1", "1.2", "1.3", "2.1", "2.2", "2.3"],
            told.SkipLast(1).Select(step => $"{step.GetProperty("unet")}.{step.GetProperty("number")}"));
        foreach (var step in told.SkipLast(1))
        {
            var side = step.GetProperty("unet").GetInt32() == 1 ? 4 : 8;
            var histogram = step.GetProperty("histogram");
            var values = histogram.GetProperty("counts").EnumerateArray().Sum(count => count.GetInt32());
            Assert.Equal(3 * side * side, values + histogram.GetProperty("below").GetInt32() + histogram.GetProperty("above").GetInt32());
            Assert.InRange(histogram.GetProperty("bound").GetDouble(), 1, double.MaxValue);
        }

        using var model = TestPlayground.Model();
        using var expected = model.Generate(
            [playground.World.Defaults.Caption], (playground.World.Defaults with { Seed = 7 }).ToSettings(playground.World).ToSampleOptions(7));
        using var drawn = Image.Load<Rgb24>(told[^2].GetProperty("picture").GetBytesFromBase64());
        using var alone = PictureFile.ToImage(expected[0]);
        Assert.Equal((8, 8), (drawn.Width, drawn.Height));
        Assert.All(Enumerable.Range(0, 64), i => Assert.Equal(alone[i % 8, i / 8], drawn[i % 8, i / 8]));
    }

    [Fact]
    public async Task ACaptionOfAnotherWorldGetsAFriendlyWordAndAPicture()
    {
        await using var playground = await TestPlayground.StartAsync();
        using var listener = await playground.ListenAsync(asked => asked["caption"] = "an astronaut on a horse");
        var told = await listener.AllAsync();

        Assert.Contains("\"astronaut\"", told[0].GetProperty("text").GetString());
        Assert.Contains(SceneGrammar.Description, told[0].GetProperty("text").GetString());
        Assert.Equal("done", told[^1].GetProperty("kind").GetString());
        Assert.All(playground.World.Examples, example => Assert.Null(playground.World.WordAbout(example)));
    }

    [Fact]
    public async Task TheSecondWaitsAndIsToldAndMovesUpWhenTheFirstHangsUp()
    {
        await using var playground = await TestPlayground.StartAsync();
        using var first = await playground.ListenAsync(TestPlayground.ForLong);
        await first.NextAsync("step");
        using var second = await playground.ListenAsync();
        Assert.Equal(1, (await second.NextAsync("waiting")).GetProperty("ahead").GetInt32());
        using var third = await playground.ListenAsync(TestPlayground.ForLong);
        Assert.Equal(2, (await third.NextAsync("waiting")).GetProperty("ahead").GetInt32());

        first.Dispose();

        await second.NextAsync("done");
        await third.NextAsync("step");
        third.Dispose();
        await TestPlayground.UntilAsync(() => playground.Server.Queue.Count == 0);
    }

    [Fact]
    public async Task WhoHangsUpWhileWaitingLeavesTheQueue()
    {
        await using var playground = await TestPlayground.StartAsync();
        using var first = await playground.ListenAsync(TestPlayground.ForLong);
        using var second = await playground.ListenAsync();
        await second.NextAsync("waiting");
        using var third = await playground.ListenAsync();
        Assert.Equal(2, (await third.NextAsync("waiting")).GetProperty("ahead").GetInt32());

        second.Dispose();

        Assert.Equal(1, (await third.NextAsync("waiting")).GetProperty("ahead").GetInt32());
        Assert.Equal(2, playground.Server.Queue.Count);
    }

    [Fact]
    public async Task OnlySoManyMayWait()
    {
        await using var playground = await TestPlayground.StartAsync();
        var pages = new List<Listener>();
        for (var i = 0; i <= PlayLimits.WaitingPages; i++)
        {
            pages.Add(await playground.ListenAsync(TestPlayground.ForLong));
        }

        using var refused = await playground.SendAsync(playground.Ask());
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Contains("waiting already", await refused.Content.ReadAsStringAsync());
        pages.ForEach(page => page.Dispose());
        await TestPlayground.UntilAsync(() => playground.Server.Queue.Count == 0);
    }

    [Fact]
    public async Task TheEndOfTheServerEndsADrawing()
    {
        var playground = await TestPlayground.StartAsync();
        using var listener = await playground.ListenAsync(TestPlayground.ForLong);
        await listener.NextAsync("step");

        await playground.Server.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10));

        Assert.Equal(0, playground.Server.Queue.Count);
    }

    [Theory]
    [InlineData("{}", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("null", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("{\"caption\":", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("[[[[[[[[[[1]]]]]]]]]]", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("{}", "text/plain", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("{}", "application/x-www-form-urlencoded", HttpStatusCode.UnsupportedMediaType)]
    public async Task WhatIsNoRequestIsRefused(string body, string type, HttpStatusCode status)
    {
        await using var playground = await TestPlayground.StartAsync();
        using var answer = await playground.SendAsync(playground.Post(body, type));

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("failed", JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["kind"]!.GetValue<string>());
        Assert.Equal(0, playground.Server.Queue.Count);
    }

    [Fact]
    public async Task ABodyBeyondTheLimitIsRefusedUnread()
    {
        await using var playground = await TestPlayground.StartAsync();
        using var announced = await playground.SendAsync(playground.Post(new string(' ', PlayLimits.BodyBytes + 1)));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, announced.StatusCode);

        using var request = playground.Post(new string(' ', 2 * PlayLimits.BodyBytes));
        request.Headers.TransferEncodingChunked = true;
        using var unannounced = await playground.SendAsync(request);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, unannounced.StatusCode);
    }

    [Fact]
    public async Task TooManyRequestsAreRefused()
    {
        await using var playground = await TestPlayground.StartAsync();
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 3 * PlayLimits.DrawBurst; i++)
        {
            using var answer = await playground.SendAsync(playground.Post("{}"));
            statuses.Add(answer.StatusCode);
        }

        Assert.All(statuses.Take(PlayLimits.DrawBurst), status => Assert.Equal(HttpStatusCode.BadRequest, status));
        Assert.Contains(HttpStatusCode.TooManyRequests, statuses);
    }

    [Theory]
    [InlineData("evil.example:{0}")]
    [InlineData("127.0.0.1")]
    [InlineData("127.0.0.1:1")]
    [InlineData("127.0.0.1.evil.example:{0}")]
    [InlineData("[::1]:{0}")]
    public async Task AnotherNameForThisMachineIsNotServed(string host)
    {
        await using var playground = await TestPlayground.StartAsync();
        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Post })
        {
            using var request = new HttpRequestMessage(method, playground.Address);
            request.Headers.Host = string.Format(null, host, playground.Address.Port);
            request.Headers.Add("Origin", $"http://{request.Headers.Host}");
            using var answer = await playground.SendAsync(request);
            Assert.Equal(HttpStatusCode.MisdirectedRequest, answer.StatusCode);
            Assert.DoesNotContain("<html", await answer.Content.ReadAsStringAsync());
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("null")]
    [InlineData("http://evil.example")]
    [InlineData("https://127.0.0.1")]
    [InlineData("http://localhost:{0}")]
    public async Task AnotherSitesPageCannotDraw(string? origin)
    {
        await using var playground = await TestPlayground.StartAsync();
        using var request = playground.Ask();
        request.Headers.Remove("Origin");
        if (origin is not null)
        {
            request.Headers.Add("Origin", string.Format(null, origin, playground.Address.Port));
        }

        using var answer = await playground.SendAsync(request);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal(0, playground.Server.Queue.Count);
    }

    [Fact]
    public async Task ThePageMayLoadNothingFromElsewhere()
    {
        await using var playground = await TestPlayground.StartAsync();
        foreach (var path in new[] { "/", "/app.js", "/style.css", "/world", "/nothing" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(playground.Address, path));
            request.Headers.Host = $"localhost:{playground.Address.Port}";
            using var answer = await playground.SendAsync(request);
            Assert.Equal(path != "/nothing", answer.IsSuccessStatusCode);
            var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
            Assert.StartsWith("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';", policy);
            Assert.DoesNotContain("unsafe", policy);
            Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.False(answer.Headers.Contains("Server"));
            Assert.False(answer.Headers.Contains("Access-Control-Allow-Origin"));
        }
    }

    [Theory]
    [InlineData("/../../../../etc/passwd")]
    [InlineData("/..%2f..%2f..%2f..%2fetc/passwd")]
    [InlineData("/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd")]
    [InlineData("/..%5c..%5cetc%5cpasswd")]
    [InlineData("//etc/passwd")]
    [InlineData("/etc/passwd%00.css")]
    [InlineData("/style.css/../../minimagen.dll")]
    [InlineData("/play/index.html")]
    [InlineData("/index.html")]
    [InlineData("/minimagen.dll")]
    [InlineData("/original.py")]
    public async Task NoAddressLeadsToAFile(string path)
    {
        await using var playground = await TestPlayground.StartAsync();
        using var socket = new TcpClient();
        await socket.ConnectAsync(playground.Address.Host, playground.Address.Port);
        var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: {playground.Address.Authority}\r\nConnection: close\r\n\r\n"));
        var answer = await new StreamReader(stream).ReadToEndAsync();

        Assert.Matches(@"^HTTP/1\.1 4\d\d ", answer);
        Assert.DoesNotContain("root:", answer);
    }

    /// <summary>Not even where the environment tells ASP.NET to.</summary>
    [Fact]
    public async Task ItListensOnThisMachineOnly()
    {
        Environment.SetEnvironmentVariable("ASPNETCORE_URLS", "http://0.0.0.0:0");
        try
        {
            await using var playground = await TestPlayground.StartAsync();
            Assert.Matches(@"^http://127\.0\.0\.1:\d+$", playground.Server.Address);
        }
        finally
        {
            Environment.SetEnvironmentVariable("ASPNETCORE_URLS", null);
        }
    }

    [Fact]
    public async Task APortThatIsTakenIsSaid()
    {
        await using var playground = await TestPlayground.StartAsync();
        using var studio = TestPlayground.NewStudio();
        var failure = await Assert.ThrowsAsync<CommandException>(() => PlayServer.StartAsync(studio, playground.Address.Port));
        Assert.Contains("--port 0", failure.Message);
    }
}
