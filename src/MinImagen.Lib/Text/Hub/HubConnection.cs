using System.Globalization;
using System.Net;
using System.Net.Http.Headers;

namespace MinImagen.Lib.Text.Hub;

/// <summary>
/// Requests to a hub. Redirects are followed here, one by one: to HTTPS only, unless the hub itself is a plain HTTP mirror. No
/// request carries a cookie, a token or a referrer.
/// </summary>
internal sealed class HubConnection : IDisposable
{
    private const int MaxRedirects = 8;
    private const int MaxHeaderKilobytes = 64;
    private const string MainBranch = "main";

    private readonly HubOptions options;
    private readonly HttpClient client;

    internal HubConnection(HubOptions options)
    {
        this.options = options;
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectTimeout = options.Patience,
            MaxResponseHeadersLength = MaxHeaderKilobytes,
            UseCookies = false,
        };
        client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("minimagen", "1.0"));

        // Sizes and digests are of the file, not of a compressed form of it.
        client.DefaultRequestHeaders.AcceptEncoding.Add(new StringWithQualityHeaderValue("identity"));
    }

    public void Dispose() => client.Dispose();

    /// <summary>Asks what the hub has under a name.</summary>
    /// <returns>What it says, or null when the repository has no such file.</returns>
    /// <exception cref="HubRequestException">The hub refused, or says too little.</exception>
    internal async Task<RemoteFile?> FindAsync(string repository, string? commit, string name, CancellationToken cancellation)
    {
        var address = AddressOf(repository, commit, name);
        for (var hops = 0; ; hops++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Head, address);
            using var response = await SendAsync(request, cancellation).ConfigureAwait(false);
            if (response.StatusCode == HttpStatusCode.NotFound)
                return null;

            commit ??= CommitOf(response);

            // A large file lies elsewhere; the hub itself says what it is, before it sends us there.
            if (Header(response, "X-Linked-Etag") is { } linked && long.TryParse(Header(response, "X-Linked-Size"), CultureInfo.InvariantCulture, out var bytes))
                return Describe(repository, name, bytes, linked, commit);
            if (NextAddress(response, address, hops) is { } next)
            {
                address = next;
                continue;
            }

            RequireSuccess(response, name);
            if (response.Content.Headers.ContentLength is not { } length)
                throw new HubRequestException($"the server does not say how long {name} is", mayPass: false);
            return Describe(repository, name, length, Header(response, "ETag"), commit);
        }
    }

    /// <summary>Asks for the contents of a file from an offset on.</summary>
    /// <returns>The response, 200 with the whole file or 206 with the rest of it; dispose of it.</returns>
    /// <exception cref="HubRequestException">The hub refused.</exception>
    internal async Task<HttpResponseMessage> GetAsync(string repository, RemoteFile file, long offset, CancellationToken cancellation)
    {
        var address = AddressOf(repository, file.Commit, file.Name);
        for (var hops = 0; ; hops++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            if (offset > 0)
                request.Headers.Range = new RangeHeaderValue(offset, null);
            var response = await SendAsync(request, cancellation).ConfigureAwait(false);
            try
            {
                if (NextAddress(response, address, hops) is { } next)
                {
                    address = next;
                    response.Dispose();
                    continue;
                }

                RequireSuccess(response, file.Name);
                return response;
            }
            catch
            {
                response.Dispose();
                throw;
            }
        }
    }

    /// <summary>Whether a redirect may be followed: to HTTPS, from a plain HTTP mirror to HTTP too, never with a password.</summary>
    internal static bool MayFollow(Uri endpoint, Uri next) =>
        next.UserInfo.Length == 0
        && (next.Scheme == Uri.UriSchemeHttps || next.Scheme == Uri.UriSchemeHttp && endpoint.Scheme == Uri.UriSchemeHttp);

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(options.Patience);
        try
        {
            return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
        {
            throw new HubRequestException($"{request.RequestUri!.Host} did not answer in {options.Patience.TotalSeconds:0.#} seconds", mayPass: true, inner: e);
        }
        catch (HttpRequestException e)
        {
            throw new HubRequestException($"{request.RequestUri!.Host}: {e.Message}", mayPass: true, inner: e);
        }
    }

    private Uri AddressOf(string repository, string? commit, string name)
    {
        var path = string.Join('/', repository.Split('/').Select(Uri.EscapeDataString));
        return new Uri($"{options.Endpoint.AbsoluteUri.TrimEnd('/')}/{path}/resolve/{commit ?? MainBranch}/{Uri.EscapeDataString(name)}");
    }

    /// <summary>Where a response sends us, or null when it is no redirect.</summary>
    private Uri? NextAddress(HttpResponseMessage response, Uri from, int hops)
    {
        if ((int)response.StatusCode is not (301 or 302 or 303 or 307 or 308))
            return null;
        if (response.Headers.Location is not { } location)
            throw new HubRequestException($"{from.Host} redirects to nowhere", mayPass: false);
        if (hops >= MaxRedirects)
            throw new HubRequestException($"{from.Host} redirects more than {MaxRedirects} times", mayPass: false);

        // A signed address is a secret of the hub's: messages name its host only.
        var next = new Uri(from, location);
        if (!MayFollow(options.Endpoint, next))
            throw new HubRequestException($"{from.Host} redirects to {next.Scheme}://{next.Host}, which is not followed: only https is, without a password", mayPass: false);
        return next;
    }

    private RemoteFile Describe(string repository, string name, long bytes, string? tag, string? commit)
    {
        var digest = options.Pins.TryGetValue($"{repository}/{name}", out var pinned)
            ? ContentDigest.Parse(pinned) is { IsGit: false } sha256
                ? sha256
                : throw new HubRequestException($"the digest pinned for {name} is not a SHA-256 in hexadecimal", mayPass: false)
            : ContentDigest.Parse(tag)
                ?? throw new HubRequestException($"the server names no digest for {name}, so nothing could vouch for what it sends", mayPass: false);
        return bytes >= 0
            ? new RemoteFile(name, bytes, digest, commit)
            : throw new HubRequestException($"the server says that {name} has {bytes} bytes", mayPass: false);
    }

    private static string? CommitOf(HttpResponseMessage response) =>
        Header(response, "X-Repo-Commit") is { } commit && HubRecord.IsCommit(commit) ? commit : null;

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;

    private static void RequireSuccess(HttpResponseMessage response, string name)
    {
        var status = (int)response.StatusCode;
        if (status is 200 or 206)
        {
            if (response.Content.Headers.ContentEncoding.Any(encoding => encoding != "identity"))
                throw new HubRequestException($"the server sends {name} compressed, which it was asked not to", mayPass: false);
            return;
        }

        var reason = status switch
        {
            401 or 403 => "the hub wants to know who asks; only what is open to everybody is fetched",
            404 => "the repository has no such file",
            429 => "the hub has had too many requests",
            _ => "the server refused",
        };
        throw new HubRequestException(
            $"HTTP {status} for {name}: {reason}",
            mayPass: status is 408 or 416 or 425 or 429 or >= 500,
            retryAfter: response.Headers.RetryAfter is { } after ? after.Delta ?? after.Date - DateTimeOffset.UtcNow : null)
        {
            RangeWasRefused = status == 416,
        };
    }
}
