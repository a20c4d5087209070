using System.Net;
using System.Net.Http.Headers;

namespace RExecIL.Runtime.Network;

/// <summary>Makes of a guest's request one that may leave: every header is looked at, and none says how the connection is used.</summary>
internal static class RequestReader
{
    /// <summary>Characters of a request's address and headers together.</summary>
    private const int LongestHead = 64 * 1024;

    private const int MostHeaders = 256;

    /// <summary>Methods that ask proxies for tunnels and servers for what others sent (the Fetch standard forbids them too).</summary>
    private static readonly string[] ForbiddenMethods = ["CONNECT", "TRACE", "TRACK"];

    /// <summary>Reads what is to be sent, the guest's streams included.</summary>
    /// <exception cref="InvalidOperationException">There is no absolute address of http or https.</exception>
    /// <exception cref="HttpRequestException">A header or the method may not be.</exception>
    internal static HttpCall Read(GuestHttpClient client, HttpRequestMessage request, Sandbox sandbox)
    {
        var address = Address(client, request);
        request.RequestUri = address;
        if (ForbiddenMethods.Contains(request.Method.Method, StringComparer.OrdinalIgnoreCase))
        {
            throw Refused($"The method {Denial.Printable(request.Method.Method)}");
        }

        var left = LongestHead - address.OriginalString.Length;
        var headers = new List<HeaderText>();
        Gather(request.Headers, headers, ref left, sandbox, header => IsSent(header, address));
        foreach (var (name, values) in client.DefaultRequestHeaders.NonValidated)
        {
            if (!request.Headers.NonValidated.Contains(name))
            {
                Gather(name, values, headers, ref left, sandbox, header => IsSent(header, address));
            }
        }

        var contentHeaders = new List<HeaderText>();
        byte[]? body = null;
        if (request.Content is { } content)
        {
            body = Contents.Bytes(content, long.MaxValue, sandbox);
            Gather(content.Headers, contentHeaders, ref left, sandbox, header => IsOfContent(header, body.Length));
        }

        return new HttpCall(
            request.Method.Method, address, Version(request), headers, contentHeaders, body, client.Timeout);
    }

    private static Uri Address(GuestHttpClient client, HttpRequestMessage request)
    {
        var address = request.RequestUri switch
        {
            null => client.BaseAddress,
            { IsAbsoluteUri: false } relative => client.BaseAddress is { } start ? new Uri(start, relative) : null,
            var absolute => absolute,
        };
        return address is { IsAbsoluteUri: true }
            ? address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps ? address : throw Scheme(address)
            : throw new InvalidOperationException("The request has no absolute address, and the client no BaseAddress.");
    }

    private static NotSupportedException Scheme(Uri address) =>
        new($"A sandbox sends to http and https only, not to '{Denial.Printable(address.Scheme)}'.");

    private static Version Version(HttpRequestMessage request) => request.Version switch
    {
        { Major: 1, Minor: 0 } => HttpVersion.Version10,
        { Major: 1 } => HttpVersion.Version11,
        _ when request.VersionPolicy == HttpVersionPolicy.RequestVersionOrLower => HttpVersion.Version11,
        _ => throw new HttpRequestException(HttpRequestError.VersionNegotiationError, "A sandbox speaks HTTP/1.1, and no version above."),
    };

    private static void Gather(
        HttpHeaders headers, List<HeaderText> gathered, ref int left, Sandbox sandbox, Func<HeaderText, bool> isSent)
    {
        foreach (var (name, values) in headers.NonValidated)
        {
            Gather(name, values, gathered, ref left, sandbox, isSent);
        }
    }

    private static void Gather(
        string name, HeaderStringValues values, List<HeaderText> gathered, ref int left, Sandbox sandbox, Func<HeaderText, bool> isSent)
    {
        foreach (var value in values)
        {
            sandbox.Burn(name.Length + value.Length);
            left -= name.Length + value.Length;
            if (left < 0 || gathered.Count == MostHeaders)
            {
                throw new HttpRequestException(
                    HttpRequestError.ConfigurationLimitExceeded, $"The request has more than {MostHeaders} headers, or {LongestHead} characters of them.");
            }

            if (value.AsSpan().ContainsAnyExceptInRange(' ', '~') && value.Any(character => character is not '\t' and (< ' ' or > '~')))
            {
                throw new HttpRequestException($"The header {Denial.Printable(name)} has a value that is not plain ASCII text.");
            }

            if (isSent(new HeaderText(name, value.Trim())))
            {
                gathered.Add(new HeaderText(name, value));
            }
        }
    }

    /// <summary>Whether a header goes out; false for those that the connection sets itself.</summary>
    private static bool IsSent(HeaderText header, Uri address)
    {
        var (name, value) = header;
        if (Is("Host"))
        {
            // Which of the sites at an address answers is what a grant is about.
            return value.Equals(address.Authority, StringComparison.OrdinalIgnoreCase) || value.Equals(address.IdnHost, StringComparison.OrdinalIgnoreCase)
                ? false
                : throw Refused("A Host header other than the address's own");
        }

        if (Is("Transfer-Encoding") ? Says("chunked") : Is("Expect") ? Says("100-continue") : Is("Connection") ? Says("keep-alive") || Says("close")
            : Is("TE") ? Says("trailers") : Is("Keep-Alive"))
        {
            return false; // The body is sent in one piece, with its length.
        }

        return Is("Transfer-Encoding") || Is("Expect") || Is("Connection") || Is("TE") || Is("Upgrade") || Is("Trailer") || Is("HTTP2-Settings")
            || Is("Content-Length") || name.StartsWith("Proxy-", StringComparison.OrdinalIgnoreCase)
            ? throw Refused($"The header {name}")
            : true;

        bool Is(string other) => name.Equals(other, StringComparison.OrdinalIgnoreCase);

        bool Says(string other) => value.Equals(other, StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsOfContent(HeaderText header, int length)
    {
        if (!header.Name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase))
        {
            return IsSent(header, Nowhere);
        }

        return header.Value == length.ToString(System.Globalization.CultureInfo.InvariantCulture)
            ? false
            : throw new HttpRequestException($"The content has {length} bytes, and its Content-Length says {Denial.Printable(header.Value)}.");
    }

    private static readonly Uri Nowhere = new("http://invalid/");

    private static HttpRequestException Refused(string what) =>
        new($"{what} is refused: it is for the connection, which the sandbox has.");
}
