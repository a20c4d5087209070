using System.Net;
using System.Net.Sockets;
using RExecIL.Verifier.Policies;

namespace RExecIL.Network;

/// <summary>Which addresses are the public Internet's: everything else has to be named in a grant.</summary>
/// <remarks>
/// Source: IANA's registries of special-purpose addresses for IPv4 and IPv6 (RFC 6890), without those that are globally
/// reachable. Of IPv6 only 2000::/3 is given out to the public; what carries an IPv4 address inside (6to4, Teredo, NAT64) leads
/// wherever that one does, and is left out.
/// </remarks>
internal static class PublicAddresses
{
    private static readonly IPNetwork[] Special4 = Networks(
        "0.0.0.0/8", // this network
        "10.0.0.0/8", // private
        "100.64.0.0/10", // carriers' NAT; some clouds' metadata
        "127.0.0.0/8", // loopback
        "168.63.129.16/32", // Azure's own services, under a public address
        "169.254.0.0/16", // link-local; most clouds' metadata
        "172.16.0.0/12", // private
        "192.0.0.0/24", // protocol assignments
        "192.0.2.0/24", // documentation
        "192.31.196.0/24", // AS112
        "192.52.193.0/24", // AMT
        "192.88.99.0/24", // relays of 6to4
        "192.168.0.0/16", // private
        "192.175.48.0/24", // AS112
        "198.18.0.0/15", // benchmarks
        "198.51.100.0/24", // documentation
        "203.0.113.0/24", // documentation
        "224.0.0.0/4", // multicast
        "240.0.0.0/4"); // reserved, broadcast

    private static readonly IPNetwork Public6 = IPNetwork.Parse("2000::/3");

    private static readonly IPNetwork[] Special6 = Networks(
        "2001::/23", // protocol assignments: Teredo, ORCHID, benchmarks
        "2001:db8::/32", // documentation
        "2002::/16", // 6to4
        "2620:4f:8000::/48", // AS112
        "3fff::/20"); // documentation

    /// <summary>Whether an address is public.</summary>
    internal static bool Contain(IPAddress address)
    {
        var plain = NetworkPattern.Plain(address);
        return plain.AddressFamily switch
        {
            AddressFamily.InterNetwork => !Special4.Any(network => network.Contains(plain)),
            AddressFamily.InterNetworkV6 => plain.ScopeId == 0 && Public6.Contains(plain) && !Special6.Any(network => network.Contains(plain)),
            _ => false,
        };
    }

    private static IPNetwork[] Networks(params string[] texts) => [.. texts.Select(IPNetwork.Parse)];
}
