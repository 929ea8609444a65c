using System.Net;
using System.Net.Sockets;

namespace MinImagen.Lib.Data.Web;

/// <summary>
/// Tells the public internet from addresses that only this machine or its network may reach: IANA's special-purpose
/// registries (RFC 6890), every way in which an IPv6 address can stand for an IPv4 one, and the metadata services of clouds.
/// </summary>
internal static class PublicAddresses
{
    private static readonly IPNetwork[] special =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
            "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
            "224.0.0.0/4", "240.0.0.0/4",

            // Azure's, which looks public
            "168.63.129.16/32",

            // protocol assignments with Teredo, documentation, 6to4: the last may lead to any IPv4 address
            "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
        }.Select(IPNetwork.Parse),
    ];

    /// <summary>All that IPv6 has given out so far; loopback, link-local, unique local and multicast lie outside.</summary>
    private static readonly IPNetwork global = IPNetwork.Parse("2000::/3");

    /// <summary>IPv4 behind a translator, in the last four bytes (RFC 6052).</summary>
    private static readonly IPNetwork translated = IPNetwork.Parse("64:ff9b::/96");

    /// <summary>Whether anybody could reach an address.</summary>
    internal static bool Contains(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            return Contains(address.MapToIPv4());
        if (translated.Contains(address))
            return Contains(new IPAddress(address.GetAddressBytes().AsSpan(12)));
        return (address.AddressFamily == AddressFamily.InterNetwork || global.Contains(address)) && !special.Any(network => network.Contains(address));
    }
}
