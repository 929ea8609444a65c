using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace MinImagen.Lib.Tests.Text.Hub;

/// <summary>
/// A hub on this machine that behaves as huggingface.co does: a small file comes at once with git's name for it, a large one from
/// another address with its SHA-256. A test can make it misbehave, one answer at a time.
/// </summary>
internal sealed class HubServer : IDisposable
{
    public const string Commit = "0123456789abcdef0123456789abcdef01234567";

    private readonly WebApplication application;
    private readonly ConcurrentDictionary<string, byte[]> files = new();
    private readonly ConcurrentDictionary<string, bool> large = new();
    private readonly ConcurrentQueue<string> requests = new();

    public HubServer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.Limits.MinResponseDataRate = null;
        });
        application = builder.Build();
        application.Run(ServeAsync);
        application.StartAsync().GetAwaiter().GetResult();
        var addresses = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.ToList();
        Address = new Uri(addresses[0]);
        Storage = new Uri(addresses[1]);
    }

    public Uri Address { get; }

    /// <summary>Where large files lie; another origin.</summary>
    public Uri Storage { get; }

    /// <summary>What was asked for: "GET t5-small/config.json", with " bytes=…" where a range was.</summary>
    public IReadOnlyList<string> Requests => [.. requests];

    /// <summary>Headers of every request, by name.</summary>
    public ConcurrentBag<string> HeaderNames { get; } = [];

    /// <summary>Taken, one a request, before the server's own answer; true when the answer has been given.</summary>
    public ConcurrentQueue<Func<HttpContext, byte[], Task<bool>>> OnGet { get; } = new();

    /// <summary>The same for questions about a file.</summary>
    public ConcurrentQueue<Func<HttpContext, byte[], Task<bool>>> OnHead { get; } = new();

    /// <summary>Whether it says which version it serves.</summary>
    public bool NamesCommit { get; set; } = true;

    public bool HonoursRanges { get; set; } = true;

    public void Add(string repository, string name, byte[] content, bool isLarge)
    {
        files[$"{repository}/{name}"] = content;
        large[$"{repository}/{name}"] = isLarge;
    }

    /// <summary>How often the contents of a file were asked for, from storage where it is large.</summary>
    public int Gets(string name) => Requests.Count(request => request.StartsWith("GET", StringComparison.Ordinal) && request.Contains(name, StringComparison.Ordinal));

    public static string Sha256(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    public static string GitSha1(byte[] content) =>
        Convert.ToHexStringLower(SHA1.HashData([.. Encoding.ASCII.GetBytes($"blob {content.Length}\0"), .. content]));

    /// <summary>Sends a stretch of a file and then cuts the connection.</summary>
    public static async Task<bool> Cut(HttpContext context, byte[] content, int begin, int count)
    {
        context.Response.StatusCode = begin > 0 ? 206 : 200;
        if (begin > 0)
            context.Response.Headers.ContentRange = $"bytes {begin}-{content.Length - 1}/{content.Length}";
        context.Response.ContentLength = content.Length - begin;
        await context.Response.Body.WriteAsync(content.AsMemory(begin, count));
        await context.Response.Body.FlushAsync();

        // What was flushed arrives before the end does.
        await Task.Delay(50);
        context.Abort();
        return true;
    }

    public static Task<bool> Status(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return Task.FromResult(true);
    }

    public void Dispose() => application.DisposeAsync().AsTask().GetAwaiter().GetResult();

    private async Task ServeAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!.Trim('/').Split('/');
        var isStorage = path[0] == "storage";
        var resolve = Array.IndexOf(path, "resolve");
        var name = isStorage ? string.Join('/', path[1..]) : $"{string.Join('/', path[..resolve])}/{path[^1]}";
        var revision = isStorage ? "" : path[resolve + 1];
        foreach (var header in context.Request.Headers.Keys)
            HeaderNames.Add(header);

        var isRedirected = !isStorage && large.GetValueOrDefault(name);
        if (context.Request.Method == "HEAD" || !isRedirected)
            requests.Enqueue($"{context.Request.Method} {name}{(context.Request.Headers.Range is [{ } range] ? " " + range : "")}");
        if (!files.TryGetValue(name, out var content) || revision is not ("" or "main" or Commit))
        {
            context.Response.StatusCode = 404;
            return;
        }

        if (NamesCommit && !isStorage)
            context.Response.Headers["X-Repo-Commit"] = Commit;
        var queue = context.Request.Method == "HEAD" ? OnHead : OnGet;
        if ((context.Request.Method == "HEAD" || !isRedirected) && queue.TryDequeue(out var misbehave) && await misbehave(context, content))
            return;
        if (isRedirected)
        {
            context.Response.Headers["X-Linked-Etag"] = $"\"{Sha256(content)}\"";
            context.Response.Headers["X-Linked-Size"] = $"{content.Length}";
            context.Response.Redirect($"{Storage}storage/{name}?signature=secret");
            return;
        }

        context.Response.Headers.ETag = $"\"{GitSha1(content)}\"";
        await SendAsync(context, content);
    }

    private async Task SendAsync(HttpContext context, byte[] content)
    {
        var begin = 0;
        if (HonoursRanges && context.Request.Headers.Range is [{ } range])
        {
            begin = int.Parse(range["bytes=".Length..^1]);
            context.Response.StatusCode = 206;
            context.Response.Headers.ContentRange = $"bytes {begin}-{content.Length - 1}/{content.Length}";
        }

        context.Response.ContentLength = content.Length - begin;
        if (context.Request.Method != "HEAD")
            await context.Response.Body.WriteAsync(content.AsMemory(begin));
    }
}
