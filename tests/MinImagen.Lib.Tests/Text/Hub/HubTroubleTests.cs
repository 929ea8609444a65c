using Microsoft.AspNetCore.Http;
using MinImagen.Lib.Text.Hub;

namespace MinImagen.Lib.Tests.Text.Hub;

/// <summary>Servers that fail, stall, lie or lead elsewhere.</summary>
public sealed class HubTroubleTests : HubTests
{
    [Fact]
    public void AServerThatKnowsNoRangesStartsAnew()
    {
        Server.HonoursRanges = false;
        Server.OnGet.Enqueue((context, content) => HubServer.Cut(context, content, 0, 100_000));
        AssertLarge(Get([Large]));
        Assert.Equal(2, Server.Gets("pytorch_model.bin"));
    }

    [Theory]
    [InlineData("bytes 7-299999/300000")]
    [InlineData("bytes 100000-299999/300001")]
    [InlineData("")]
    public void ARangeThatWasNotAskedForIsNotAppended(string range)
    {
        Server.OnGet.Enqueue((context, content) => HubServer.Cut(context, content, 0, 100_000));
        Server.OnGet.Enqueue(async (context, content) =>
        {
            context.Response.StatusCode = 206;
            context.Response.Headers.ContentRange = range;
            await context.Response.Body.WriteAsync(content.AsMemory(0, 200_000));
            return true;
        });
        AssertLarge(Get([Large]));
        Assert.Equal("GET google/t5-tiny/pytorch_model.bin", Server.Requests[^1]);
    }

    [Fact]
    public void AStrangersPageDoesNotCostWhatIsHere()
    {
        Server.OnGet.Enqueue((context, content) => HubServer.Cut(context, content, 0, 100_000));
        Server.OnGet.Enqueue((context, _) => Send(context, "<html>Please pay</html>"u8.ToArray()));
        AssertLarge(Get([Large]));
        Assert.Equal("GET google/t5-tiny/pytorch_model.bin bytes=100000-", Server.Requests[^1]);
    }

    [Fact]
    public void ARefusedRangeStartsAnew()
    {
        Server.OnGet.Enqueue((context, content) => HubServer.Cut(context, content, 0, 100_000));
        Server.OnGet.Enqueue((context, _) => HubServer.Status(context, 416));
        AssertLarge(Get([Large]));
        Assert.Equal("GET google/t5-tiny/pytorch_model.bin", Server.Requests[^1]);
    }

    [Fact]
    public void ASilentServerCountsAsLost()
    {
        Server.OnHead.Enqueue(async (context, _) =>
        {
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
            return true;
        });
        Server.OnGet.Enqueue(async (context, content) =>
        {
            await context.Response.Body.WriteAsync(content.AsMemory(0, 100_000));
            await context.Response.Body.FlushAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
            return true;
        });
        AssertLarge(Get([Large], Options with { Patience = TimeSpan.FromSeconds(2) }));
        Assert.Equal("GET google/t5-tiny/pytorch_model.bin bytes=100000-", Server.Requests[^1]);
    }

    [Fact]
    public void ASlowServerIsWaitedFor()
    {
        Server.OnGet.Enqueue(async (context, content) =>
        {
            context.Response.ContentLength = content.Length;
            foreach (var chunk in content.Chunk(30_000))
            {
                await context.Response.Body.WriteAsync(chunk);
                await context.Response.Body.FlushAsync();
                await Task.Delay(300);
            }

            return true;
        });
        AssertLarge(Get([Large], Options with { Patience = TimeSpan.FromSeconds(2) }));
        Assert.Equal(1, Server.Gets("pytorch_model.bin"));
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(429)]
    public void AServerInTroubleIsAskedAgain(int status)
    {
        Server.OnHead.Enqueue((context, _) => HubServer.Status(context, status));
        Server.OnGet.Enqueue((context, _) => HubServer.Status(context, status));
        Server.OnGet.Enqueue((context, _) => HubServer.Status(context, status));
        AssertLarge(Get([Large]));
    }

    [Fact]
    public void AServerThatStaysInTroubleIsGivenUp()
    {
        for (var i = 0; i < 10; i++)
            Server.OnGet.Enqueue((context, _) => HubServer.Status(context, 500));
        AssertRefused("HTTP 500 for pytorch_model.bin", [Large]);
        Assert.Equal(Options.Attempts, Server.Gets("pytorch_model.bin"));
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(410)]
    public void ARefusalIsNotRepeated(int status)
    {
        Server.OnHead.Enqueue((context, _) => HubServer.Status(context, status));
        AssertRefused($"HTTP {status}", [Small]);
        Assert.Single(Server.Requests);
    }

    [Fact]
    public void AWrongLengthIsRefused()
    {
        for (var i = 0; i < Options.Attempts; i++)
        {
            Server.OnGet.Enqueue(async (context, content) =>
            {
                context.Response.ContentLength = content.Length - 1;
                await context.Response.Body.WriteAsync(content.AsMemory(1));
                return true;
            });
        }

        AssertRefused("is to have 300,000 bytes, but the server sends 299,999", [Large]);
    }

    [Theory]
    [InlineData(300_001, "sends more")]
    [InlineData(200_000, "stopped after 200,000 of the 300,000")]
    public void AWrongLengthThatIsNotAnnouncedIsRefused(int length, string reason)
    {
        for (var i = 0; i < Options.Attempts; i++)
        {
            Server.OnGet.Enqueue(async (context, _) =>
            {
                Server.HonoursRanges = false;
                await context.Response.Body.WriteAsync(new byte[length]);
                return true;
            });
        }

        AssertRefused(reason, [Large]);
    }

    [Fact]
    public void AWrongContentIsFetchedOnceMoreAndThenRefused()
    {
        var wrong = Bytes(LargeContent.Length, seed: 2);
        Server.OnGet.Enqueue((context, _) => Send(context, wrong));
        AssertLarge(Get([Large]));

        File.Delete(Path.Combine(Folder["hub"], "google--t5-tiny", "pytorch_model.bin"));
        Server.OnGet.Enqueue((context, _) => Send(context, wrong));
        Server.OnGet.Enqueue((context, _) => Send(context, wrong));
        var error = AssertRefused(HubServer.Sha256(wrong), [Large]);
        Assert.Contains(HubServer.Sha256(LargeContent), error.Message, StringComparison.Ordinal);

        Server.OnGet.Enqueue((context, _) => Send(context, new byte[SmallContent.Length]));
        Server.OnGet.Enqueue((context, _) => Send(context, new byte[SmallContent.Length]));
        Assert.Contains(HubServer.GitSha1(SmallContent), AssertRefused("git SHA-1", [Small]).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatNothingVouchesForIsRefused()
    {
        Server.OnHead.Enqueue((context, content) =>
        {
            context.Response.Headers.ETag = "\"5f3-18c\"";
            context.Response.ContentLength = content.Length;
            return Task.FromResult(true);
        });
        AssertRefused("names no digest", [Small]);
    }

    [Fact]
    public void NobodyThereIsSaid()
    {
        Server.Dispose();
        AssertRefused("127.0.0.1", [Small]);
    }

    [Fact]
    public void RedirectsInsideTheHubAreFollowedAndLoopsAreNot()
    {
        Server.Add("canonical/t5", "config.json", SmallContent, isLarge: false);
        Server.Add("t5", "config.json", SmallContent, isLarge: false);
        Func<HttpContext, byte[], Task<bool>> redirect = (context, _) =>
        {
            context.Response.StatusCode = 307;
            context.Response.Headers.Location = "/canonical/t5/resolve/main/config.json";
            return Task.FromResult(true);
        };
        Server.OnHead.Enqueue(redirect);
        Server.OnGet.Enqueue(redirect);
        Get([Small], repository: "t5");
        Assert.Equal(["HEAD t5/config.json", "HEAD canonical/t5/config.json", "GET t5/config.json", "GET canonical/t5/config.json"], Server.Requests);

        for (var i = 0; i < 20; i++)
            Server.OnHead.Enqueue(redirect);
        AssertRefused("redirects more than", [Small]);
    }

    [Theory]
    [InlineData("ftp://example.org/a")]
    [InlineData("file:///etc/passwd")]
    [InlineData("http://user:password@127.0.0.1/a")]
    public void RedirectsElsewhereAreRefusedWithoutRepeatingThem(string location)
    {
        Server.OnHead.Enqueue((context, _) =>
        {
            context.Response.StatusCode = 302;
            context.Response.Headers.Location = location;
            return Task.FromResult(true);
        });
        var error = AssertRefused("is not followed", [Small]);
        Assert.DoesNotContain("password@", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://huggingface.co", "https://cdn.example.org/a?signature=1", true)]
    [InlineData("https://huggingface.co", "http://cdn.example.org/a", false)]
    [InlineData("https://huggingface.co", "http://huggingface.co/a", false)]
    [InlineData("http://mirror.school", "http://cdn.example.org/a", true)]
    [InlineData("http://mirror.school", "https://cdn.example.org/a", true)]
    public void FromHttpsOnlyHttpsIsFollowed(string endpoint, string next, bool allowed) =>
        Assert.Equal(allowed, HubConnection.MayFollow(new Uri(endpoint), new Uri(next)));
}
