using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace RExecIL.Verifier.Policies;

/// <summary>What one entry of <see cref="Grants.Network"/> or <see cref="Grants.DenyNetwork"/> names. Immutable.</summary>
/// <remarks>
/// <c>host</c>, <c>*.host</c> (what is below it, not itself), an address, or a network as <c>address/bits</c>; then
/// <c>:port</c> or <c>:*</c>. IPv6 stands in brackets when a port follows. Names are compared as DNS does: without case,
/// without a dot at the end, international ones in their ASCII form (IDNA).
/// </remarks>
public sealed record NetworkPattern
{
    private const string BelowMark = "*.";
    private const int LongestName = 253;

    private static readonly IdnMapping Names = new() { UseStd3AsciiRules = false };

    private NetworkPattern(string? name, bool isBelow, IPNetwork? network, int? port, bool isAnyPort) =>
        (Name, IsBelow, Network, Port, IsAnyPort) = (name, isBelow, network, port, isAnyPort);

    /// <summary>The name in its ASCII form, in lower case; null for addresses.</summary>
    public string? Name { get; }

    /// <summary>Whether it stands for all that is below the name, and not for the name itself.</summary>
    public bool IsBelow { get; }

    /// <summary>The addresses; null for a name. IPv4 that is written as IPv6 is IPv4.</summary>
    public IPNetwork? Network { get; }

    /// <summary>The port; null when none is named.</summary>
    public int? Port { get; }

    /// <summary>Whether it says that it stands for all ports.</summary>
    public bool IsAnyPort { get; }

    /// <summary>Reads an entry.</summary>
    /// <param name="text">As people write it.</param>
    /// <param name="pattern">What it names.</param>
    /// <param name="fault">What is wrong with it, when nothing is returned.</param>
    /// <returns>Whether it is one.</returns>
    public static bool TryParse(string text, [NotNullWhen(true)] out NetworkPattern? pattern, [NotNullWhen(false)] out string? fault)
    {
        ArgumentNullException.ThrowIfNull(text);
        pattern = null;
        fault = null;
        if (text.Contains("//", StringComparison.Ordinal))
        {
            fault = "Write the host, without a scheme and a path.";
        }
        else if (!TrySplit(text, out var host, out var port, out var isAnyPort))
        {
            fault = "A port is a number from 1 to 65535, or *.";
        }
        else if (TryNetwork(host, out var network))
        {
            pattern = new NetworkPattern(null, isBelow: false, network, port, isAnyPort);
        }
        else if (host.Contains('/', StringComparison.Ordinal) || host.Contains('[', StringComparison.Ordinal))
        {
            fault = "A network is ADDRESS/BITS, with no bit set behind the first BITS.";
        }
        else if (NormalName(host.StartsWith(BelowMark, StringComparison.Ordinal) ? host[BelowMark.Length..] : host) is { } name)
        {
            pattern = new NetworkPattern(name, host.StartsWith(BelowMark, StringComparison.Ordinal), null, port, isAnyPort);
        }
        else
        {
            fault = "Write a host (example.com), all below one (*.example.com), an address, or a network (10.0.0.0/8); then a port (:8080), or :* for all.";
        }

        return pattern is not null;
    }

    /// <summary>A name as DNS compares it; null when it is none.</summary>
    public static string? NormalName(string host)
    {
        ArgumentNullException.ThrowIfNull(host);
        try
        {
            var plain = host.EndsWith('.') ? host[..^1] : host;
            var ascii = Names.GetAscii(plain).ToLowerInvariant();
            return ascii.Length is > 0 and <= LongestName && !IPAddress.TryParse(ascii, out _)
                && ascii.Split('.').All(label => label.Length is > 0 and < 64 && label.All(IsOfName) && label[0] != '-')
                ? ascii
                : null;
        }
        catch (ArgumentException)
        {
            return null; // not a name in IDNA
        }
    }

    /// <summary>Whether it names that host, in its normal form.</summary>
    public bool CoversName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Name is not null && (IsBelow ? name.EndsWith("." + Name, StringComparison.Ordinal) : name == Name);
    }

    /// <summary>Whether it names that address, or a network with it.</summary>
    public bool CoversAddress(IPAddress address) => Network is { } network && network.Contains(Plain(address));

    /// <summary>An IPv4 address that is written as IPv6 as what it is.</summary>
    public static IPAddress Plain(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
    }

    private static bool IsOfName(char character) => char.IsAsciiLetterOrDigit(character) || character is '-' or '_';

    private static bool TrySplit(string text, out string host, out int? port, out bool isAnyPort)
    {
        (host, port, isAnyPort) = (text, null, false);
        var bracket = text.IndexOf(']', StringComparison.Ordinal);
        if (text.StartsWith('[') && bracket > 0)
        {
            host = text[1..bracket];
            if (bracket == text.Length - 1)
            {
                return true;
            }

            if (text[bracket + 1] != ':')
            {
                return false;
            }
        }
        else if (text.Count(character => character == ':') != 1)
        {
            return true; // no port, or IPv6
        }
        else
        {
            host = text[..text.IndexOf(':', StringComparison.Ordinal)];
        }

        var written = text[(text.LastIndexOf(':') + 1)..];
        isAnyPort = written == "*";
        var isNumber = int.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= ushort.MaxValue;
        port = isNumber ? number : null;
        return isAnyPort || isNumber;
    }

    // Only whole spellings of addresses: "127.1" and "2130706433" are mistakes here, not addresses.
    private static bool TryNetwork(string host, out IPNetwork network)
    {
        network = default;
        var slash = host.IndexOf('/', StringComparison.Ordinal);
        var written = slash < 0 ? host : host[..slash];
        if (!IPAddress.TryParse(written, out var address)
            || (address.AddressFamily == AddressFamily.InterNetwork && address.ToString() != written)
            || (address.AddressFamily == AddressFamily.InterNetworkV6 && address.ScopeId != 0))
        {
            return false;
        }

        var whole = address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128;
        var bits = whole;
        if (slash >= 0
            && (!int.TryParse(host.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out bits) || bits > whole))
        {
            return false;
        }

        if (address.IsIPv4MappedToIPv6)
        {
            if (bits < 96)
            {
                return false;
            }

            (address, bits) = (address.MapToIPv4(), bits - 96);
        }

        return IPNetwork.TryParse($"{address}/{bits}", out network) && network.BaseAddress.Equals(address);
    }
}
