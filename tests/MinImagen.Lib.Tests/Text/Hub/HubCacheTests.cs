using MinImagen.Lib.Text.Hub;

namespace MinImagen.Lib.Tests.Text.Hub;

public sealed class HubCacheTests : HubTests
{
    [Fact]
    public void FilesComeOnceWithNothingThatTellsWhoAsks()
    {
        var place = Get([Small, Large]);
        AssertHere(place);
        Assert.Equal(
            ["HEAD google/t5-tiny/config.json", "HEAD google/t5-tiny/model.safetensors", "HEAD google/t5-tiny/pytorch_model.bin", "GET google/t5-tiny/config.json", "GET google/t5-tiny/pytorch_model.bin"],
            Server.Requests);
        Assert.Equal(["Accept-Encoding", "Host", "User-Agent"], Server.HeaderNames.Distinct().Where(name => name != "Connection").Order());
        Assert.Equal(["config.json", "pytorch_model.bin"], Directory.GetFiles(place).Select(Path.GetFileName).Order());

        // The second time nobody is asked.
        Assert.Equal(place, Get([Small, Large], Options with { Offline = true }));
        Assert.Equal(5, Server.Requests.Count);

        // What is lost comes again, and nothing else.
        File.Delete(Path.Combine(place, "config.json"));
        AssertHere(Get([Small, Large]));
        Assert.Equal(["HEAD google/t5-tiny/config.json", "GET google/t5-tiny/config.json"], Server.Requests.Skip(5));
    }

    [Fact]
    public void ProgressCountsAllFilesTogether()
    {
        Get([Small, Large]);
        var last = Reports.Where(report => report.Stage == HubStage.Fetching).Last();
        Assert.Equal(("pytorch_model.bin", SmallContent.Length + LargeContent.Length, SmallContent.Length + LargeContent.Length), (last.File, last.Bytes, last.TotalBytes));
        Assert.Equal(Reports.Select(report => report.Bytes).Order(), Reports.Select(report => report.Bytes));
    }

    [Fact]
    public void ACutConnectionGoesOnWhereItBroke()
    {
        Server.OnGet.Enqueue((context, content) => HubServer.Cut(context, content, 0, 100_000));
        Server.OnGet.Enqueue((context, content) => HubServer.Cut(context, content, 100_000, 50_000));
        AssertLarge(Get([Large]));
        Assert.Equal(
            ["GET google/t5-tiny/pytorch_model.bin", "GET google/t5-tiny/pytorch_model.bin bytes=100000-", "GET google/t5-tiny/pytorch_model.bin bytes=150000-"],
            Server.Requests.Skip(2));
        Assert.Equal(2, Reports.Count(report => report.Stage == HubStage.Retrying));
    }

    [Fact]
    public void AnotherRunGoesOnWhereTheFirstWasCancelled()
    {
        using var cancellation = new CancellationTokenSource();
        Server.OnGet.Enqueue(async (context, content) =>
        {
            context.Response.ContentLength = content.Length;
            await context.Response.Body.WriteAsync(content.AsMemory(0, 120_000));
            await context.Response.Body.FlushAsync();
            await Task.Delay(100);
            cancellation.Cancel();
            await Task.Delay(5000, context.RequestAborted);
            return true;
        });
        Assert.ThrowsAny<OperationCanceledException>(() => Get([Large], cancellation: cancellation.Token));
        Assert.False(Directory.Exists(Path.Combine(Folder["hub"], "google--t5-tiny")));

        AssertLarge(Get([Large]));
        Assert.Equal("GET google/t5-tiny/pytorch_model.bin bytes=120000-", Server.Requests[^1]);
        Assert.Empty(Directory.GetFileSystemEntries(Folder["hub"], "*.parts"));
    }

    [Fact]
    public void WhatTheRepositoryLacksIsNamed()
    {
        AssertRefused("no spiece.model, no tokenizer.json", [new WantedFile(["spiece.model", "tokenizer.json"], 100)]);
        AssertHere(Get([new WantedFile(["tokenizer_config.json"], 100, IsOptional: true), Small, Large]));
    }

    [Fact]
    public void APartOfAnotherVersionIsNotGoneOnWith()
    {
        Server.OnGet.Enqueue((context, content) => HubServer.Cut(context, content, 0, 100_000));
        Assert.Throws<HubException>(() => Get([Large], Options with { Attempts = 1 }));

        var newer = Bytes(200_000, seed: 3);
        Server.Add(Repository, "pytorch_model.bin", newer, isLarge: true);
        Assert.Equal(newer, File.ReadAllBytes(Path.Combine(Get([Large]), "pytorch_model.bin")));
        Assert.Equal("GET google/t5-tiny/pytorch_model.bin", Server.Requests[^1]);
    }

    [Fact]
    public void TwoAtOnceFetchOnce()
    {
        Server.OnGet.Enqueue(async (_, _) =>
        {
            await Task.Delay(300);
            return false;
        });
        var places = new string[3];
        Parallel.For(0, places.Length, new ParallelOptions { MaxDegreeOfParallelism = places.Length }, i => places[i] = Get([Small, Large]));
        Assert.All(places, AssertHere);
        Assert.Equal(1, Server.Gets("pytorch_model.bin"));
        Assert.Equal(1, Server.Gets("config.json"));
    }

    [Fact]
    public async Task TheWaitForAnotherCanBeCancelled()
    {
        using var held = await HubLock.TakeAsync(Path.Combine(Folder["hub"], "google--t5-tiny.lock"), () => { }, default);
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        Assert.ThrowsAny<OperationCanceledException>(() => Get([Small], cancellation: cancellation.Token));
        Assert.Equal(HubStage.Waiting, Assert.Single(Reports).Stage);
        Assert.Empty(Server.Requests);
    }

    [Fact]
    public void OfflineNobodyIsAsked()
    {
        var error = Assert.Throws<HubException>(() => Get([Small], Options with { Offline = true }));
        Assert.Contains("--offline", error.Message, StringComparison.Ordinal);
        Assert.Contains(Folder["hub"], error.Message, StringComparison.Ordinal);
        Assert.Empty(Server.Requests);
    }

    [Fact]
    public void APinnedDigestCountsForMoreThanTheHubs()
    {
        var pins = new Dictionary<string, string> { [Repository + "/config.json"] = new('0', 64) };
        var error = Assert.Throws<HubException>(() => Get([Small], Options with { Pins = pins }));
        Assert.Contains(HubServer.Sha256(SmallContent), error.Message, StringComparison.Ordinal);

        pins[Repository + "/config.json"] = HubServer.Sha256(SmallContent).ToUpperInvariant();
        Assert.Equal(SmallContent, File.ReadAllBytes(Path.Combine(Get([Small], Options with { Pins = pins }), "config.json")));
    }

    [Fact]
    public void WhatIsTooLongOrDoesNotFitIsNotFetched()
    {
        AssertRefused("300,000 bytes; at most 299,999", [Large with { MaxBytes = 299_999 }]);
        Assert.Contains("at most 1,000", Assert.Throws<HubException>(() => Get([Large], Options with { MaxFileBytes = 1000 })).Message, StringComparison.Ordinal);

        Server.OnHead.Enqueue((context, _) =>
        {
            context.Response.Headers["X-Linked-Etag"] = new string('0', 64);
            context.Response.Headers["X-Linked-Size"] = $"{1L << 60}";
            return HubServer.Status(context, 302);
        });
        var full = Assert.Throws<HubException>(() => Get([Small with { MaxBytes = long.MaxValue }], Options with { MaxFileBytes = long.MaxValue }));
        Assert.Contains("are free", full.Message, StringComparison.Ordinal);
        Assert.Equal(0, Server.Gets(""));
    }

    [Fact]
    public void PartsThatAnIndexNamesComeToo()
    {
        Server.Add(Repository, "model.safetensors.index.json", "a\nb"u8.ToArray(), isLarge: false);
        Server.Add(Repository, "a", [1, 2], isLarge: true);
        Server.Add(Repository, "b", [3], isLarge: true);
        var index = new WantedFile(["model.safetensors", "model.safetensors.index.json"], 100, PartsOf: path => File.ReadAllLines(path));
        var place = Get([index]);
        Assert.Equal([1, 2], File.ReadAllBytes(Path.Combine(place, "a")));
        Assert.Equal([3], File.ReadAllBytes(Path.Combine(place, "b")));

        File.Delete(Path.Combine(place, "b"));
        Assert.Throws<HubException>(() => Get([index], Options with { Offline = true }));
        Get([index]);
        Assert.Equal(2, Server.Gets("/b"));
        Assert.Equal(1, Server.Gets("/a"));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("""{"commit": "../../evil", "files": {"config.json": 14}}""")]
    [InlineData("""{"files": null}""")]
    public void ADamagedRecordMeansFetchingAgain(string record)
    {
        Get([Small]);
        File.WriteAllText(Folder["hub/google--t5-tiny.json"], record);
        Assert.Equal(SmallContent, File.ReadAllBytes(Path.Combine(Get([Small]), "config.json")));
        Assert.Equal(2, Server.Gets("config.json"));
    }

    [Fact]
    public void AMirrorNeedNotSayWhichVersionItServes()
    {
        Server.NamesCommit = false;
        AssertHere(Get([Small, Large]));
    }

    [Theory]
    [InlineData("https://user:secret@huggingface.co")]
    [InlineData("ftp://huggingface.co")]
    [InlineData("https://huggingface.co/?token=secret")]
    public void AnAddressThatHoldsASecretIsRefusedWithoutRepeatingIt(string address)
    {
        var error = Assert.Throws<ArgumentException>(() => Get([Small], Options with { Endpoint = new Uri(address) }));
        Assert.DoesNotContain("secret@", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("token", error.Message, StringComparison.Ordinal);
    }
}
