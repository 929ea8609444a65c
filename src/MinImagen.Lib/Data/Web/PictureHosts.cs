using System.Net;
using System.Net.Sockets;

namespace MinImagen.Lib.Data.Web;

/// <summary>
/// Connects to the hosts of pictures. The address is judged where the connection is made, and the connection is made to
/// the address that was judged: no redirection and no name that changes its address in between gets round it.
/// </summary>
/// <param name="isAllowed">Which addresses may be connected to.</param>
/// <param name="resolve">Finds the addresses of a name.</param>
internal sealed class PictureHosts(Func<IPAddress, bool> isAllowed, Func<string, CancellationToken, Task<IPAddress[]>> resolve)
{
    /// <summary>The hosts that options allow, by the system's resolver.</summary>
    internal static PictureHosts Of(PictureFetchOptions options) =>
        new(address => options.AllowPrivateAddresses || PublicAddresses.Contains(address), Dns.GetHostAddressesAsync);

    /// <summary>Opens a connection, for <see cref="SocketsHttpHandler.ConnectCallback"/>.</summary>
    /// <exception cref="PrivateAddressException">The host has no address that is allowed.</exception>
    internal async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var host = context.DnsEndPoint.Host;

        // an address in text is its own: the resolver refuses 0.0.0.0, which is this machine
        var addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await resolve(host, cancellation);
        var allowed = addresses.Where(isAllowed).ToArray();
        if (allowed.Length == 0)
            throw addresses.Length == 0 ? new SocketException((int)SocketError.HostNotFound) : new PrivateAddressException(host);

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, context.DnsEndPoint.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
