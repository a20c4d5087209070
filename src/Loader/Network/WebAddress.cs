using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using RExecIL.Runtime;
using RExecIL.Verifier.Policies;

namespace RExecIL.Network;

/// <summary>Where a request goes, as it is judged and as it is sent: one spelling for both.</summary>
/// <param name="Uri">The address, made anew of what was judged: no user, no fragment, plain ASCII.</param>
/// <param name="Host">The name in its normal form, or the address as text.</param>
/// <param name="Literal">The address; null for a name.</param>
internal sealed record WebAddress(Uri Uri, string Host, IPAddress? Literal)
{
    private const int LongestUri = 16 * 1024;

    /// <summary>The port.</summary>
    internal int Port => Uri.Port;

    /// <summary>Host and port as a grant names them.</summary>
    internal string Target => $"{Written(Host, Literal)}:{Port}";

    /// <summary>Whether two are of one origin (RFC 6454).</summary>
    internal bool IsSameOrigin(WebAddress other) => Uri.Scheme == other.Uri.Scheme && Host == other.Host && Port == other.Port;

    /// <summary>Refuses what cannot be read.</summary>
    internal static UnauthorizedAccessException Unreadable() =>
        Denial.Always("The address of the request", "it is none of http or https, or its host cannot be told.");

    /// <summary>Reads an address.</summary>
    /// <returns>Whether it is one of http or https with a host that can be judged.</returns>
    internal static bool TryRead(Uri uri, [NotNullWhen(true)] out WebAddress? address)
    {
        address = null;
        if (!uri.IsAbsoluteUri
            || (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps)
            || uri.Port is <= 0 or > ushort.MaxValue)
        {
            return false;
        }

        IPAddress? literal = null;
        string? host = null;
        switch (uri.HostNameType)
        {
            case UriHostNameType.IPv4 or UriHostNameType.IPv6 when IPAddress.TryParse(uri.IdnHost, out var parsed):
                literal = parsed;
                host = parsed.ToString();
                break;
            case UriHostNameType.Dns:
                host = NetworkPattern.NormalName(uri.IdnHost);
                break;
            default:
                break;
        }

        if (host is null)
        {
            return false;
        }

        var text = $"{uri.Scheme}://{Written(host, literal)}:{uri.Port}{uri.PathAndQuery}";
        if (text.Length > LongestUri || text.AsSpan().ContainsAnyExceptInRange('!', '~')
            || !Uri.TryCreate(text, UriKind.Absolute, out var plain)
            || plain.Port != uri.Port || plain.Scheme != uri.Scheme || plain.UserInfo.Length > 0
            || (literal is null ? plain.IdnHost != host : !IPAddress.TryParse(plain.IdnHost, out var again) || !again.Equals(literal)))
        {
            return false;
        }

        address = new WebAddress(plain, host, literal);
        return true;
    }

    private static string Written(string host, IPAddress? literal) =>
        literal is { AddressFamily: AddressFamily.InterNetworkV6 } ? $"[{host}]" : host;
}
