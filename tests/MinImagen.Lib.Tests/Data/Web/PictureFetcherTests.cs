using System.Diagnostics;
using System.Net;
using System.Text;
using MinImagen.Lib.Data.Web;

namespace MinImagen.Lib.Tests.Data.Web;

public sealed class PictureFetcherTests : IDisposable
{
    private static readonly byte[] png = TestPictures.Png(9, 7, 1);

    // So patient that a busy machine does not look like a slow server.
    private static readonly PictureFetchOptions quick = new()
    {
        AllowPrivateAddresses = true,
        Timeout = TimeSpan.FromMinutes(1),
        Backoff = TimeSpan.FromMilliseconds(1),
        Retries = 2,
        MaxBytes = 100_000,
    };

    private readonly PictureServer server = new();

    public void Dispose() => server.Dispose();

    [Theory]
    [InlineData("image/png")]
    [InlineData("text/html")]
    [InlineData("image/jpeg")]
    public void AGoodPictureIsKeptAsItWasServedWhateverItsHeadersCallIt(string type)
    {
        server.On("a", _ => PictureServer.Answer("200 OK", png, type));

        var fetched = Fetch("a");

        Assert.Null(fetched.Failure);
        Assert.Equal(png, fetched.File);
        Assert.Equal(1, server.Asked("a"));
    }

    [Theory]
    [InlineData("<html>404, this picture is gone</html>")]
    [InlineData("")]
    [InlineData("<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\"/>")]
    public void WhatIsNoPictureIsRefusedWhateverItsHeadersCallIt(string body)
    {
        server.On("a", _ => PictureServer.Answer("200 OK", Encoding.ASCII.GetBytes(body)));

        Assert.StartsWith("not a picture", Fetch("a").Failure);
        Assert.Equal(1, server.Asked("a"));
    }

    [Fact]
    public void APictureThatIsTooLargeByItsHeadersIsNotRead()
    {
        server.On("a", async (stream, _, cancellation) =>
        {
            await stream.WriteAsync(PictureServer.Answer("200 OK", [], length: 1L << 40), cancellation);
            await Task.Delay(Timeout.Infinite, cancellation);
        });

        Assert.Equal("more than 100,000 bytes", Fetch("a").Failure);
    }

    [Fact]
    public void APictureWithoutEndIsGivenUpAtTheCap()
    {
        var sent = 0L;
        server.On("a", async (stream, _, cancellation) =>
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nConnection: close\r\n\r\n"), cancellation);
            for (var kilobyte = new byte[1024]; sent < 1L << 30; sent += kilobyte.Length)
                await stream.WriteAsync(kilobyte, cancellation);
        });

        Assert.Equal("more than 100,000 bytes", Fetch("a").Failure);
        Assert.InRange(Volatile.Read(ref sent), 100_000, 64 << 20);
    }

    [Fact]
    public void APictureShorterThanItsHeadersSayIsTriedAgain()
    {
        server.On("a", before => before == 0 ? PictureServer.Answer("200 OK", png[..^9], length: png.Length) : PictureServer.Answer("200 OK", png));

        Assert.Null(Fetch("a").Failure);
        Assert.Equal(2, server.Asked("a"));
    }

    [Fact]
    public void APictureLongerThanItsHeadersSayIsCutAndRefused()
    {
        server.On("a", _ => PictureServer.Answer("200 OK", png, length: png.Length / 2));

        Assert.StartsWith("not a picture", Fetch("a").Failure);
    }

    [Fact]
    public void ASlowPictureTimesOutHoweverSteadilyItDrips()
    {
        server.On("a", async (stream, _, cancellation) =>
        {
            foreach (var one in PictureServer.Answer("200 OK", png))
            {
                await stream.WriteAsync(new[] { one }, cancellation);
                await Task.Delay(100, cancellation);
            }
        });
        var watch = Stopwatch.StartNew();

        Assert.Equal("timed out", Fetch("a", quick with { Timeout = TimeSpan.FromSeconds(2), Retries = 1 }).Failure);
        Assert.Equal(2, server.Asked("a"));
        Assert.InRange(watch.Elapsed.TotalSeconds, 3.9, 60);
    }

    [Fact]
    public void AServerThatNeverAnswersTimesOut()
    {
        server.On("a", (_, _, cancellation) => Task.Delay(Timeout.Infinite, cancellation));

        Assert.Equal("timed out", Fetch("a", quick with { Timeout = TimeSpan.FromSeconds(0.4), Retries = 0 }).Failure);
    }

    [Fact]
    public void AFailureThatMayPassIsTriedAgain()
    {
        server.On("a", before => before < 2 ? PictureServer.Answer("500 Oops", []) : PictureServer.Answer("200 OK", png));

        Assert.Null(Fetch("a").Failure);
        Assert.Equal(3, server.Asked("a"));
    }

    [Theory]
    [InlineData("404 Not Found", "HTTP 404", 1)]
    [InlineData("403 Forbidden", "HTTP 403", 1)]
    [InlineData("429 Slow Down", "HTTP 429", 3)]
    [InlineData("503 Later", "HTTP 503", 3)]
    public void OnlySuchAFailureIs(string status, string failure, int asked)
    {
        server.On("a", _ => PictureServer.Answer(status, png));

        Assert.Equal(failure, Fetch("a").Failure);
        Assert.Equal(asked, server.Asked("a"));
    }

    [Fact]
    public void ABrokenConnectionIsTriedAgain()
    {
        server.On("a", (stream, before, cancellation) => before == 0 ? Task.CompletedTask : stream.WriteAsync(PictureServer.Answer("200 OK", png), cancellation).AsTask());

        Assert.Null(Fetch("a").Failure);
    }

    [Fact]
    public void ARedirectionIsFollowedButNotForEver()
    {
        server.On("a", _ => PictureServer.Redirect("/b"));
        server.On("b", _ => PictureServer.Answer("200 OK", png));
        server.On("loop", _ => PictureServer.Redirect("/loop"));
        server.On("file", _ => PictureServer.Redirect("file:///etc/passwd"));

        Assert.Null(Fetch("a").Failure);
        Assert.Equal("HTTP 302", Fetch("loop").Failure);
        Assert.Equal(1 + quick.Redirects, server.Asked("loop"));
        Assert.NotNull(Fetch("file").Failure);
        Assert.Empty(Fetch("file").File);
        Assert.Equal("HTTP 302", Fetch("a", quick with { Redirects = 0 }).Failure);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    [InlineData("0.0.0.0")]
    [InlineData("2130706433")]
    [InlineData("0x7f.1")]
    [InlineData("[::1]")]
    [InlineData("[::ffff:127.0.0.1]")]
    [InlineData("169.254.169.254")]
    public void APrivateAddressIsRefusedHoweverItIsWritten(string host)
    {
        server.On("a", _ => PictureServer.Answer("200 OK", png));

        Assert.Equal(PictureFetcher.NotPublic, Fetch(server.Address("a", host), quick with { AllowPrivateAddresses = false }).Failure);
        Assert.Equal(0, server.TotalAsked);
    }

    [Fact]
    public void ARedirectionToAPrivateAddressIsRefused()
    {
        server.On("a", _ => PictureServer.Redirect(server.Address("secret", "127.0.0.2").ToString()));
        server.On("name", _ => PictureServer.Redirect(server.Address("secret", "inside.test").ToString()));
        server.On("secret", _ => PictureServer.Answer("200 OK", png));
        var hosts = new PictureHosts(PublicHere, (_, _) => Task.FromResult(new[] { IPAddress.Parse("127.0.0.2") }));

        Assert.Equal(PictureFetcher.NotPublic, Fetch(server.Address("a"), quick, hosts).Failure);
        Assert.Equal(PictureFetcher.NotPublic, Fetch(server.Address("name"), quick, hosts).Failure);
        Assert.Equal((1, 1, 0), (server.Asked("a"), server.Asked("name"), server.Asked("secret")));
    }

    /// <summary>A name that is public when it is looked at and private when it is connected to: there is one look-up only.</summary>
    [Fact]
    public async Task ANameThatChangesItsAddressIsConnectedToWhereItWasJudged()
    {
        var lookUps = 0;
        server.On("a", _ => PictureServer.Answer("200 OK", png));
        var hosts = new PictureHosts(PublicHere, (_, _) => Task.FromResult(new[] { IPAddress.Parse(lookUps++ == 0 ? "127.0.0.1" : "127.0.0.2") }));
        using var fetcher = new PictureFetcher(quick, hosts);

        Assert.Null((await fetcher.FetchAsync(server.Address("a", "rebind.test"), default)).Failure);
        Assert.Equal(1, lookUps);
        Assert.Equal(PictureFetcher.NotPublic, (await fetcher.FetchAsync(server.Address("a", "rebind.test"), default)).Failure);
        Assert.Equal(1, server.TotalAsked);
    }

    [Fact]
    public void OfSeveralAddressesOnlyThePublicOnesAreTried()
    {
        server.On("a", _ => PictureServer.Answer("200 OK", png));
        var tried = new List<IPAddress>();
        var hosts = new PictureHosts(
            address =>
            {
                tried.Add(address);
                return PublicHere(address);
            },
            (_, _) => Task.FromResult(new[] { IPAddress.Parse("127.0.0.2"), IPAddress.Loopback }));

        Assert.Null(Fetch(server.Address("a", "both.test"), quick, hosts).Failure);
        Assert.Equal(2, tried.Count);
    }

    [Fact]
    public void AHostThatDoesNotExistIsNotTriedAgain()
    {
        var lookUps = 0;
        var hosts = new PictureHosts(_ => true, (_, _) =>
        {
            lookUps++;
            throw new System.Net.Sockets.SocketException((int)System.Net.Sockets.SocketError.HostNotFound);
        });

        Assert.Equal("no such host", Fetch(new Uri("http://gone.test/a.png"), quick, hosts).Failure);
        Assert.Equal(1, lookUps);
    }

    [Fact]
    public async Task CancellingEndsTheWaiting()
    {
        server.On("a", (_, _, cancellation) => Task.Delay(Timeout.Infinite, cancellation));
        using var fetcher = new PictureFetcher(quick);
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        var watch = Stopwatch.StartNew();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fetcher.FetchAsync(server.Address("a"), cancellation.Token));
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 20);
    }

    private static bool PublicHere(IPAddress address) => address.Equals(IPAddress.Loopback);

    private FetchedPicture Fetch(string path, PictureFetchOptions? options = null) => Fetch(server.Address(path), options ?? quick);

    private static FetchedPicture Fetch(Uri address, PictureFetchOptions options, PictureHosts? hosts = null)
    {
        using var fetcher = new PictureFetcher(options, hosts);
        return fetcher.FetchAsync(address, CancellationToken.None).GetAwaiter().GetResult();
    }
}
