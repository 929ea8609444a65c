using Microsoft.AspNetCore.Http;
using MinImagen.Lib.Tests.Data;
using MinImagen.Lib.Text.Hub;

namespace MinImagen.Lib.Tests.Text.Hub;

/// <summary>A repository on a hub of this machine: a small file, a large one, and a cache that is empty.</summary>
public abstract class HubTests : IDisposable
{
    protected const string Repository = "google/t5-tiny";

    private protected static readonly WantedFile Small = new(["config.json"], 1 << 20);
    private protected static readonly WantedFile Large = new(["model.safetensors", "pytorch_model.bin"], 1 << 30);

    private protected readonly TemporaryFolder Folder = new();
    private protected readonly HubServer Server = new();
    protected readonly List<HubProgress> Reports = [];
    protected readonly byte[] SmallContent = "{\"d_model\": 8}"u8.ToArray();
    protected readonly byte[] LargeContent = Bytes(300_000, seed: 1);

    protected HubTests()
    {
        Server.Add(Repository, "config.json", SmallContent, isLarge: false);
        Server.Add(Repository, "pytorch_model.bin", LargeContent, isLarge: true);
    }

    protected HubOptions Options => new()
    {
        Endpoint = Server.Address,
        Folder = Folder["hub"],
        FirstDelay = TimeSpan.FromMilliseconds(1),
        Patience = TimeSpan.FromSeconds(10),
        Attempts = 3,
    };

    public void Dispose()
    {
        Server.Dispose();
        Folder.Dispose();
    }

    protected static byte[] Bytes(int count, int seed)
    {
        var bytes = new byte[count];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    protected static async Task<bool> Send(HttpContext context, byte[] content)
    {
        context.Response.ContentLength = content.Length;
        await context.Response.Body.WriteAsync(content);
        return true;
    }

    private protected string Get(
        IReadOnlyList<WantedFile> wanted, HubOptions? options = null, string repository = Repository, CancellationToken cancellation = default)
    {
        var cache = new HubCache(options ?? Options, new Listener(Reports));
        return Task.Run(() => cache.GetAsync(repository, wanted, cancellation)).GetAwaiter().GetResult();
    }

    private protected HubException AssertRefused(string reason, IReadOnlyList<WantedFile> wanted)
    {
        var error = Assert.Throws<HubException>(() => Get(wanted));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.Contains(Repository, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("signature", error.Message, StringComparison.Ordinal);
        Assert.All(wanted.SelectMany(file => file.Names), name => Assert.False(File.Exists(Path.Combine(Folder["hub"], "google--t5-tiny", name))));
        return error;
    }

    protected void AssertHere(string place)
    {
        Assert.Equal(SmallContent, File.ReadAllBytes(Path.Combine(place, "config.json")));
        AssertLarge(place);
    }

    protected void AssertLarge(string place) => Assert.Equal(LargeContent, File.ReadAllBytes(Path.Combine(place, "pytorch_model.bin")));

    private sealed class Listener(List<HubProgress> reports) : IProgress<HubProgress>
    {
        public void Report(HubProgress value)
        {
            lock (reports)
                reports.Add(value);
        }
    }
}
