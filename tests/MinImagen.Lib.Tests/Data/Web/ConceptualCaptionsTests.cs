using MinImagen.Lib.Data;
using MinImagen.Lib.Data.Web;

namespace MinImagen.Lib.Tests.Data.Web;

public sealed class ConceptualCaptionsTests : IDisposable
{
    private static readonly ImageFolderOptions small = new() { Side = 4, ValidationFraction = 0 };

    private static readonly PictureFetchOptions quick = new()
    {
        AllowPrivateAddresses = true,
        Timeout = TimeSpan.FromMinutes(1),
        Backoff = TimeSpan.FromMilliseconds(1),
        Retries = 1,
        Concurrency = 6,
    };

    private readonly TemporaryFolder folder = new();
    private readonly PictureServer server = new();

    public void Dispose()
    {
        server.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void TheOrderIsTheTablesWhateverTheNetworks()
    {
        var rows = Serve(24, delay: number => (24 - number) * 5);
        Table([.. rows, "not there\t" + server.Address("missing"), "first again\t" + server.Address("p0")]);

        using var images = Open();

        Assert.Equal([.. Enumerable.Range(0, 24).Select(i => $"caption {i}"), "first again"], Enumerable.Range(0, images.Count).Select(images.GetCaption));
        Assert.All(Enumerable.Range(0, 24), i => Assert.Equal((i + 1) / 255f, Colour(images, i), 1e-6f));
        Assert.Equal(Colour(images, 0), Colour(images, 24));
        Assert.Equal((server.Address("missing").ToString(), "HTTP 404"), (images.Skipped.Single().Name, images.Skipped.Single().Reason));
        Assert.Equal(1, server.Asked("p0"));

        // another cache, another concurrency, the same data
        using var again = Open(quick with { Concurrency = 1 }, cache: "other");
        Assert.Equal(Enumerable.Range(0, 25).Select(i => Colour(images, i)), Enumerable.Range(0, 25).Select(i => Colour(again, i)));
    }

    [Fact]
    public void WhatFailedAndWhatDidNotIsRememberedAndNothingIsFetchedTwice()
    {
        server.On("late", before => before < 2 ? PictureServer.Answer("503 Later", []) : PictureServer.Answer("200 OK", TestPictures.Png(5, 5, 77)));
        Table([.. Serve(3), "late\t" + server.Address("late")]);

        using (var first = Open())
            Assert.Equal(3, first.Count);
        var asked = server.TotalAsked;
        using (var second = Open())
        {
            Assert.Equal(3, second.Count);
            Assert.Equal("HTTP 503", Assert.Single(second.Skipped).Reason);
        }
        Assert.Equal(asked, server.TotalAsked);

        using var third = Open(quick with { RetryFailed = true });
        Assert.Equal(4, third.Count);
        Assert.Equal(asked + 1, server.TotalAsked);
        using var fourth = Open();
        Assert.Equal(4, fourth.Count);
    }

    [Fact]
    public void WithoutANetworkNothingIsRememberedAndTheErrorSaysWhy()
    {
        Table("a\thttp://127.0.0.1:1/a.png", "b\thttp://127.0.0.1:1/b.png");

        var failure = Assert.Throws<InvalidDataException>(() => Open());

        Assert.Contains("no usable picture (2 skipped", failure.Message);
        Assert.Contains("http://127.0.0.1:1/a.png: the connection failed", failure.Message);
        Assert.False(Directory.Exists(folder["cache"]));
    }

    [Fact]
    public void AListFromTheWebReachesNoPrivateAddressUnlessItIsAllowed()
    {
        Table([.. Serve(2)]);
        Assert.Contains(PictureFetcher.NotPublic, Assert.Throws<InvalidDataException>(() => Open(quick with { AllowPrivateAddresses = false })).Message);
        Assert.Equal(0, server.TotalAsked);

        using var allowed = Open();
        Assert.Equal(2, allowed.Count);
    }

    [Fact]
    public void RowsThatCannotBeUsedAreSkippedWithTheReason()
    {
        Table([.. Serve(1), "no address", "file\tfile:///etc/passwd", "ftp\tftp://example.org/a.png", "relative\t/a.png", "three\thttp://a/\tfields", "\thttp://a/"]);

        using var images = Open();

        Assert.Equal(1, images.Count);
        Assert.Equal(Enumerable.Range(2, 6).Select(line => $"table.tsv, line {line}"), images.Skipped.Select(skip => skip.Name));
        Assert.Equal(3, images.Skipped.Count(skip => skip.Reason.Contains("no address of the web", StringComparison.Ordinal)));
    }

    [Fact]
    public void NoMoreIsFetchedThanIsAskedFor()
    {
        Table([.. Serve(30)]);

        using var images = Open(options: small with { Limit = 4 });

        Assert.Equal((4, 4), (images.Count, server.TotalAsked));
    }

    [Fact]
    public void CancelledItKeepsWhatItHasAndNoHalfOfAnything()
    {
        using var cancellation = new CancellationTokenSource();
        var rows = Serve(12);
        server.On("p9", async (_, _, stop) =>
        {
            cancellation.Cancel();
            await Task.Delay(Timeout.Infinite, stop);
        });
        Table(rows);

        Assert.ThrowsAny<OperationCanceledException>(() => Open(quick with { Concurrency = 1 }, cancellation: cancellation.Token));

        Assert.Equal(9, Directory.GetFiles(folder["cache"], "*", SearchOption.AllDirectories).Length);
        Assert.All(Directory.GetFiles(folder["cache"], "*", SearchOption.AllDirectories), file => Assert.EndsWith(".picture", file));
        server.On("p9", _ => PictureServer.Answer("200 OK", TestPictures.Png(5, 5, 10)));
        using var images = Open();
        Assert.Equal(12, images.Count);
        Assert.Equal(1, server.Asked("p3"));
    }

    [Fact]
    public void TheAddressDecidesTheSplit()
    {
        Table([.. Serve(40)]);

        using var images = Open(options: small with { ValidationFraction = 0.5 });
        var validation = images.Select(DataSplit.Validation);

        Assert.InRange(validation.Count, 8, 32);
        Assert.Equal(40, validation.Count + images.Select(DataSplit.Train).Count);
        Assert.All(Enumerable.Range(0, images.Count), i => Assert.Null(images.GetFile(i).Split));
    }

    private string[] Serve(int count, Func<int, int>? delay = null) => [.. Enumerable.Range(0, count).Select(number =>
    {
        server.On($"p{number}", async (stream, _, cancellation) =>
        {
            await Task.Delay(delay?.Invoke(number) ?? 0, cancellation);
            await stream.WriteAsync(PictureServer.Answer("200 OK", TestPictures.Png(4, 4, number + 1)), cancellation);
        });
        return $"caption {number}\t{server.Address($"p{number}")}";
    })];

    private void Table(params string[] lines) => File.WriteAllLines(folder["table.tsv"], lines);

    private ImageFolder Open(PictureFetchOptions? fetching = null, ImageFolderOptions? options = null, string cache = "cache", CancellationToken cancellation = default)
    {
        using var fetcher = new PictureFetcher(fetching ?? quick);
        return ConceptualCaptions.Open(folder["table.tsv"], options ?? small, fetching ?? quick, fetcher, new PictureCache(folder[cache]), cancellation: cancellation);
    }

    private static float Colour(ImageFolder images, int index)
    {
        using var image = images.GetImage(index);
        return image.contiguous().data<float>().ToArray()[5];
    }
}
