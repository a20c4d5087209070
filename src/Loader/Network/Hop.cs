using System.Net;
using RExecIL.Runtime.Network;

namespace RExecIL.Network;

/// <summary>One request of those that a redirected request becomes.</summary>
internal sealed record Hop(
    HttpMethod Method,
    Uri Address,
    Version Version,
    IReadOnlyList<HeaderText> Headers,
    IReadOnlyList<HeaderText> ContentHeaders,
    byte[]? Body)
{
    /// <summary>A header that is for one request only.</summary>
    private const string Authorization = "Authorization";

    /// <summary>A header that is for one origin only.</summary>
    private const string Cookie = "Cookie";

    /// <summary>The first.</summary>
    internal static Hop Of(HttpCall call) =>
        new(new HttpMethod(call.Method), call.Address, call.Version, call.Headers, call.ContentHeaders, call.Body);

    /// <summary>The request as it is sent.</summary>
    internal HttpRequestMessage ToRequest()
    {
        var request = new HttpRequestMessage(Method, Address) { Version = Version, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        foreach (var (name, value) in Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        if (Body is not null)
        {
            request.Content = new ByteArrayContent(Body);
            foreach (var (name, value) in ContentHeaders)
            {
                request.Content.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return request;
    }

    /// <summary>The request that a response leads to; null when it leads to none.</summary>
    /// <remarks>
    /// As the framework's own: RFC 9110 15.4 with what browsers do of it. From https it does not lead to http. What proves who one
    /// is goes no further; cookies, which the framework sends on, stay with the origin that they were for.
    /// </remarks>
    internal Hop? After(HttpResponseMessage response)
    {
        if (response.StatusCode is not (HttpStatusCode.MultipleChoices or HttpStatusCode.Moved or HttpStatusCode.Found
                or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect)
            || response.Headers.Location is not { } location
            || !Uri.TryCreate(Address, location, out var next)
            || (Address.Scheme == Uri.UriSchemeHttps && next.Scheme != Uri.UriSchemeHttps))
        {
            return null;
        }

        var isSame = WebAddress.TryRead(Address, out var from) && WebAddress.TryRead(next, out var to) && from.IsSameOrigin(to);
        var getsInstead = response.StatusCode switch
        {
            HttpStatusCode.MultipleChoices or HttpStatusCode.Moved or HttpStatusCode.Found => Method == HttpMethod.Post,
            HttpStatusCode.SeeOther => Method != HttpMethod.Get && Method != HttpMethod.Head,
            _ => false,
        };
        return this with
        {
            Method = getsInstead ? HttpMethod.Get : Method,
            Address = next,
            Headers = [.. Headers.Where(header => !Is(header, Authorization) && (isSame || !Is(header, Cookie)))],
            ContentHeaders = getsInstead ? [] : ContentHeaders,
            Body = getsInstead ? null : Body,
        };

        static bool Is(HeaderText header, string name) => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase);
    }
}
