using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace MinImagen.Lib.Data.Web;

/// <summary>
/// Fetches pictures from hosts that nobody vouches for: bounded in time, size and redirections, judged by what arrives and
/// not by what its headers say. Uses no proxy, which could reach where this machine must not.
/// </summary>
internal sealed class PictureFetcher : IDisposable
{
    /// <summary>The failure of a host that may not be connected to.</summary>
    internal const string NotPublic = "not on the public internet";

    private const int ConnectionsPerHost = 4;

    private readonly PictureFetchOptions options;
    private readonly HttpClient client;
    private readonly SemaphoreSlim decoding = new(ImageDecoder.MaxThreads);

    /// <summary>Makes a client; nothing is fetched yet.</summary>
    /// <param name="options">Limits.</param>
    /// <param name="hosts">Whom to connect to; what the options say when null.</param>
    internal PictureFetcher(PictureFetchOptions options, PictureHosts? hosts = null)
    {
        options.Validate();
        this.options = options;
        client = new HttpClient(new SocketsHttpHandler
        {
            ConnectTimeout = options.Timeout,
            ConnectCallback = (hosts ?? PictureHosts.Of(options)).ConnectAsync,
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = options.Redirects > 0,
            MaxAutomaticRedirections = Math.Max(1, options.Redirects),
            MaxConnectionsPerServer = ConnectionsPerHost,
            MaxResponseDrainSize = 0,
        })
        { Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.UserAgent.ParseAdd("minimagen/1.0");
    }

    /// <summary>Fetches a picture, again where that may help.</summary>
    /// <param name="address">Its address, http or https.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="OperationCanceledException">It was cancelled; anything else that goes wrong is in the result.</exception>
    internal async Task<FetchedPicture> FetchAsync(Uri address, CancellationToken cancellation)
    {
        var pause = options.Backoff;
        for (var retries = options.Retries; ; retries--, pause *= 2)
        {
            var fetched = await TryAsync(address, cancellation);
            if (fetched.Failure is null)
                return await CheckAsync(fetched, cancellation);
            if (!fetched.MayPass || retries == 0)
                return fetched;
            await Task.Delay(pause, cancellation);
        }
    }

    public void Dispose()
    {
        client.Dispose();
        decoding.Dispose();
    }

    private async Task<FetchedPicture> TryAsync(Uri address, CancellationToken cancellation)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timeout.CancelAfter(options.Timeout);
        try
        {
            return await DownloadAsync(address, timeout.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return FetchedPicture.Failed("timed out", mayPass: true);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or InvalidOperationException or UriFormatException)
        {
            return Explain(failure);
        }
    }

    private async Task<FetchedPicture> DownloadAsync(Uri address, CancellationToken cancellation)
    {
        using var response = await client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, cancellation);
        if (!response.IsSuccessStatusCode)
        {
            return FetchedPicture.Failed(
                string.Create(CultureInfo.InvariantCulture, $"HTTP {(int)response.StatusCode}"),
                response.StatusCode is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError);
        }

        using var body = await response.Content.ReadAsStreamAsync(cancellation);
        if (response.Content.Headers.ContentLength > options.MaxBytes || await ReadAsync(body, cancellation) is not { } file)
            return FetchedPicture.Failed($"more than {options.MaxBytes:N0} bytes");
        return new FetchedPicture(file);
    }

    /// <summary>Whether a file is a picture is seen by decoding it, a few at a time: a small file may hold fifty megapixels.</summary>
    private async Task<FetchedPicture> CheckAsync(FetchedPicture fetched, CancellationToken cancellation)
    {
        await decoding.WaitAsync(cancellation);
        try
        {
            ImageDecoder.Decode(fetched.File);
            return fetched;
        }
        catch (InvalidDataException wrong)
        {
            return FetchedPicture.Failed(wrong.Message);
        }
        finally
        {
            decoding.Release();
        }
    }

    /// <summary>All of a body; null where there is more than may be.</summary>
    private async Task<byte[]?> ReadAsync(Stream body, CancellationToken cancellation)
    {
        using var file = new MemoryStream();
        var buffer = new byte[64 << 10];
        for (int read; (read = await body.ReadAsync(buffer, cancellation)) > 0;)
        {
            if (file.Length + read > options.MaxBytes)
                return null;
            file.Write(buffer, 0, read);
        }
        return file.ToArray();
    }

    private static FetchedPicture Explain(Exception failure)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case PrivateAddressException:
                    return FetchedPicture.Failed(NotPublic);
                case SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData }:
                    return FetchedPicture.Failed("no such host");
                case HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError }:
                    return FetchedPicture.Failed("no secure connection");
            }
        }
        return FetchedPicture.Failed("the connection failed or broke", mayPass: true);
    }
}
