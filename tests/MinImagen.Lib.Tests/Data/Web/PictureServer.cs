using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace MinImagen.Lib.Tests.Data.Web;

/// <summary>A web server that says exactly what a test has it say, true or not; on all of this machine's addresses.</summary>
internal sealed class PictureServer : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Any, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly ConcurrentDictionary<string, Func<Stream, int, CancellationToken, Task>> routes = new();
    private readonly ConcurrentDictionary<string, int> asked = new();

    internal PictureServer()
    {
        listener.Start();
        _ = AcceptAsync();
    }

    internal int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    internal int TotalAsked => asked.Values.Sum();

    internal int Asked(string path) => asked.GetValueOrDefault(path);

    internal Uri Address(string path, string host = "127.0.0.1") => new($"http://{host}:{Port}/{path}");

    /// <summary>Answers with bytes as they are; told how often it was asked before.</summary>
    internal void On(string path, Func<int, byte[]> answer) =>
        routes[path] = (stream, before, cancellation) => stream.WriteAsync(answer(before), cancellation).AsTask();

    internal void On(string path, Func<Stream, int, CancellationToken, Task> answer) => routes[path] = answer;

    internal static byte[] Answer(string status, byte[] body, string type = "image/png", long? length = null) =>
        [.. Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Type: {type}\r\nContent-Length: {length ?? body.Length}\r\nConnection: close\r\n\r\n"), .. body];

    internal static byte[] Redirect(string target) => Encoding.ASCII.GetBytes($"HTTP/1.1 302 Found\r\nLocation: {target}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");

    public void Dispose()
    {
        stop.Cancel();
        listener.Stop();
        stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = ServeAsync(await listener.AcceptTcpClientAsync(stop.Token));
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // the test is over
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var token = stop.Token;
                using var reader = new StreamReader(client.GetStream(), Encoding.ASCII, leaveOpen: true);
                var path = (await reader.ReadLineAsync(token))?.Split(' ')[1].TrimStart('/') ?? "";
                while (await reader.ReadLineAsync(token) is { Length: > 0 })
                {
                    // the headers do not matter
                }
                var count = asked.AddOrUpdate(path, 1, (_, before) => before + 1);
                if (routes.TryGetValue(path, out var route))
                    await route(client.GetStream(), count - 1, token);
                else
                    await client.GetStream().WriteAsync(Answer("404 Not Found", []), token);
            }
            catch (Exception ended) when (ended is OperationCanceledException or IOException or IndexOutOfRangeException or ObjectDisposedException)
            {
                // the client went away, or spoke something else
            }
        }
    }
}
