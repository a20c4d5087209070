using System.Net;
using RExecIL.Verifier.Policies;

namespace RExecIL.Network;

/// <summary>Which hosts and addresses are granted. Immutable.</summary>
/// <remarks>
/// A name has to be granted by name, and what it leads to has to be public or granted by address: whoever has a name in the
/// DNS may let it lead anywhere. A grant without a port is for 80 and 443.
/// </remarks>
internal sealed class NetworkPermission
{
    private const string Localhost = "localhost";

    /// <summary>
    /// Ports of other protocols, which a request could be made to look like; a grant has to name them. Source: the Fetch standard,
    /// port blocking.
    /// </summary>
    private static readonly HashSet<int> PortsOfOthers =
    [
        0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104, 109, 110, 111, 113,
        115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515, 526, 530, 531, 532, 540, 548, 554, 556,
        563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667,
        6668, 6669, 6679, 6697, 10080,
    ];

    private readonly bool _everything;
    private readonly NetworkPattern[] _allowed;
    private readonly NetworkPattern[] _denied;

    /// <summary>What grants say.</summary>
    /// <exception cref="ArgumentException">An entry names no host.</exception>
    internal NetworkPermission(Grants grants)
    {
        _everything = grants.Network.Everything;
        _allowed = [.. grants.Network.Names.Items.Select(Parse)];
        _denied = [.. grants.DenyNetwork.Items.Select(Parse)];
    }

    /// <summary>Whether a request may be sent there, as far as its address tells.</summary>
    internal bool Allows(WebAddress address) => address.Literal is { } literal
        ? Allows(literal, address.Port)
        : !_denied.Any(entry => entry.CoversName(address.Host) && Denies(entry, address.Port))
            && ((_everything && !PortsOfOthers.Contains(address.Port))
                || _allowed.Any(entry => entry.CoversName(address.Host) && Opens(entry, address.Port)));

    /// <summary>Whether a request for a host may be sent to an address that its name leads to.</summary>
    internal bool Allows(string host, IPAddress found, int port)
    {
        if (IsDenied(found, port))
        {
            return false;
        }

        return PublicAddresses.Contain(found)
            || _allowed.Any(entry => entry.CoversAddress(found) && Opens(entry, port))
            || (host == Localhost && IPAddress.IsLoopback(NetworkPattern.Plain(found))
                && _allowed.Any(entry => entry is { Name: Localhost, IsBelow: false } && Opens(entry, port)));
    }

    private bool Allows(IPAddress literal, int port) => !IsDenied(literal, port)
        && ((_everything && PublicAddresses.Contain(literal) && !PortsOfOthers.Contains(port))
            || _allowed.Any(entry => entry.CoversAddress(literal) && Opens(entry, port)));

    private bool IsDenied(IPAddress address, int port) => _denied.Any(entry => entry.CoversAddress(address) && Denies(entry, port));

    private static bool Opens(NetworkPattern entry, int port) => entry.Port is { } only
        ? port == only
        : entry.IsAnyPort ? !PortsOfOthers.Contains(port) : port is 80 or 443;

    private static bool Denies(NetworkPattern entry, int port) => entry.Port is not { } only || port == only;

    private static NetworkPattern Parse(string text) => NetworkPattern.TryParse(text, out var pattern, out var fault)
        ? pattern
        : throw new ArgumentException($"'{text}' names no host. {fault}");
}
