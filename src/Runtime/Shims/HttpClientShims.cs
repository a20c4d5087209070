using System.Diagnostics.CodeAnalysis;
using RExecIL.Runtime.Network;

namespace RExecIL.Runtime.Shims;

/// <summary>Stands in for what <see cref="HttpClient"/> sends: through the sandbox, to granted hosts, and back on the guest's thread.</summary>
[SuppressMessage("Design", "CA1054", Justification = "The signatures are the framework's.")]
[SuppressMessage("Design", "CA1068", Justification = "The sandbox comes last.")]
public static class HttpClientShims
{
    /// <inheritdoc cref="HttpClient()"/>
    public static HttpClient Create(Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(sandbox);
        sandbox.ThrowIfTerminating();
        return new GuestHttpClient();
    }

    /// <inheritdoc cref="HttpClient.CancelPendingRequests()"/>
    public static void CancelPendingRequests(HttpClient self) => GuestHttpClient.Of(self).CancelAll();

    /// <inheritdoc cref="HttpClient.GetStringAsync(string)"/>
    public static Task<string> GetStringAsync(HttpClient self, string? requestUri, Sandbox sandbox) =>
        HttpSending.GetAsync(self, Address(requestUri), HttpCompletionOption.ResponseContentRead, CancellationToken.None,
            content => Contents.TextAsync(content, long.MaxValue, CancellationToken.None, sandbox), sandbox);

    /// <inheritdoc cref="HttpClient.GetStringAsync(Uri)"/>
    public static Task<string> GetStringAsync(HttpClient self, Uri? requestUri, Sandbox sandbox) =>
        HttpSending.GetAsync(self, requestUri, HttpCompletionOption.ResponseContentRead, CancellationToken.None,
            content => Contents.TextAsync(content, long.MaxValue, CancellationToken.None, sandbox), sandbox);

    /// <inheritdoc cref="HttpClient.GetStringAsync(string, CancellationToken)"/>
    public static Task<string> GetStringAsync(HttpClient self, string? requestUri, CancellationToken cancellationToken, Sandbox sandbox) =>
        HttpSending.GetAsync(self, Address(requestUri), HttpCompletionOption.ResponseContentRead, cancellationToken,
            content => Contents.TextAsync(content, long.MaxValue, cancellationToken, sandbox), sandbox);

    /// <inheritdoc cref="HttpClient.GetStringAsync(Uri, CancellationToken)"/>
    public static Task<string> GetStringAsync(HttpClient self, Uri? requestUri, CancellationToken cancellationToken, Sandbox sandbox) =>
        HttpSending.GetAsync(self, requestUri, HttpCompletionOption.ResponseContentRead, cancellationToken,
            content => Contents.TextAsync(content, long.MaxValue, cancellationToken, sandbox), sandbox);

    /// <inheritdoc cref="HttpClient.GetByteArrayAsync(string)"/>
    public static Task<byte[]> GetByteArrayAsync(HttpClient self, string? requestUri, Sandbox sandbox) =>
        HttpSending.GetAsync(self, Address(requestUri), HttpCompletionOption.ResponseContentRead, CancellationToken.None,
            content => Contents.BytesAsync(content, long.MaxValue, CancellationToken.None, sandbox), sandbox);

    /// <inheritdoc cref="HttpClient.GetByteArrayAsync(Uri)"/>
    public static Task<byte[]> GetByteArrayAsync(HttpClient self, Uri? requestUri, Sandbox sandbox) =>
        HttpSending.GetAsync(self, requestUri, HttpCompletionOption.ResponseContentRead, CancellationToken.None,
            content => Contents.BytesAsync(content, long.MaxValue, CancellationToken.None, sandbox), sandbox);

    /// <inheritdoc cref="HttpClient.GetByteArrayAsync(string, CancellationToken)"/>
    public static Task<byte[]> GetByteArrayAsync(HttpClient self, string? requestUri, CancellationToken cancellationToken, Sandbox sandbox) =>
        HttpSending.GetAsync(self, Address(requestUri), HttpCompletionOption.ResponseContentRead, cancellationToken,
            content => Contents.BytesAsync(content, long.MaxValue, cancellationToken, sandbox), sandbox);

    /// <inheritdoc cref="HttpClient.GetByteArrayAsync(Uri, CancellationToken)"/>
    public static Task<byte[]> GetByteArrayAsync(HttpClient self, Uri? requestUri, CancellationToken cancellationToken, Sandbox sandbox) =>
        HttpSending.GetAsync(self, requestUri, HttpCompletionOption.ResponseContentRead, cancellationToken,
            content => Contents.BytesAsync(content, long.MaxValue, cancellationToken, sandbox), sandbox);

    /// <inheritdoc cref="HttpClient.GetStreamAsync(string)"/>
    public static Task<Stream> GetStreamAsync(HttpClient self, string? requestUri, Sandbox sandbox) =>
        HttpSending.GetAsync(self, Address(requestUri), HttpCompletionOption.ResponseHeadersRead, CancellationToken.None,
            content => Task.FromResult(((ResponseContent)content).Open()), sandbox);

    /// <inheritdoc cref="HttpClient.GetStreamAsync(Uri)"/>
    public static Task<Stream> GetStreamAsync(HttpClient self, Uri? requestUri, Sandbox sandbox) =>
        HttpSending.GetAsync(self, requestUri, HttpCompletionOption.ResponseHeadersRead, CancellationToken.None,
            content => Task.FromResult(((ResponseContent)content).Open()), sandbox);

    /// <inheritdoc cref="HttpClient.GetStreamAsync(string, CancellationToken)"/>
    public static Task<Stream> GetStreamAsync(HttpClient self, string? requestUri, CancellationToken cancellationToken, Sandbox sandbox) =>
        HttpSending.GetAsync(self, Address(requestUri), HttpCompletionOption.ResponseHeadersRead, cancellationToken,
            content => Task.FromResult(((ResponseContent)content).Open()), sandbox);

    /// <inheritdoc cref="HttpClient.GetStreamAsync(Uri, CancellationToken)"/>
    public static Task<Stream> GetStreamAsync(HttpClient self, Uri? requestUri, CancellationToken cancellationToken, Sandbox sandbox) =>
        HttpSending.GetAsync(self, requestUri, HttpCompletionOption.ResponseHeadersRead, cancellationToken,
            content => Task.FromResult(((ResponseContent)content).Open()), sandbox);

    /// <inheritdoc cref="HttpClient.GetAsync(string)"/>
    public static Task<HttpResponseMessage> GetAsync(HttpClient self, string? requestUri, Sandbox sandbox) =>
        HttpSending.SendAsync(self, HttpMethod.Get, Address(requestUri), null, HttpCompletionOption.ResponseContentRead, CancellationToken.None, sandbox);

    /// <inheritdoc cref="HttpClient.GetAsync(Uri)"/>
    public static Task<HttpResponseMessage> GetAsync(HttpClient self, Uri? requestUri, Sandbox sandbox) =>
        HttpSending.SendAsync(self, HttpMethod.Get, requestUri, null, HttpCompletionOption.ResponseContentRead, CancellationToken.None, sandbox);

    /// <inheritdoc cref="HttpClient.GetAsync(string, CancellationToken)"/>
    public static Task<HttpResponseMessage> GetAsync(HttpClient self, string? requestUri, CancellationToken cancellationToken, Sandbox sandbox) =>
        HttpSending.SendAsync(self, HttpMethod.Get, Address(requestUri), null, HttpCompletionOption.ResponseContentRead, cancellationToken, sandbox);

    /// <inheritdoc cref="HttpClient.GetAsync(Uri, CancellationToken)"/>
    public static Task<HttpResponseMessage> GetAsync(HttpClient self, Uri? requestUri, CancellationToken cancellationToken, Sandbox sandbox) =>
        HttpSending.SendAsync(self, HttpMethod.Get, requestUri, null, HttpCompletionOption.ResponseContentRead, cancellationToken, sandbox);

    /// <inheritdoc cref="HttpClient.GetAsync(string, HttpCompletionOption)"/>
    public static Task<HttpResponseMessage> GetAsync(HttpClient self, string? requestUri, HttpCompletionOption completionOption, Sandbox sandbox) =>
        HttpSending.SendAsync(self, HttpMethod.Get, Address(requestUri), null, completionOption, CancellationToken.None, sandbox);

    /// <inheritdoc cref="HttpClient.GetAsync(Uri, HttpCompletionOption)"/>
    public static Task<HttpResponseMessage> GetAsync(HttpClient self, Uri? requestUri, HttpCompletionOption completionOption, Sandbox sandbox) =>
        HttpSending.SendAsync(self, HttpMethod.Get, requestUri, null, completionOption, CancellationToken.None, sandbox);

    /// <inheritdoc cref="HttpClient.GetAsync(string, HttpCompletionOption, CancellationToken)"/>
    public static Task<HttpResponseMessage> GetAsync(HttpClient self, string? requestUri, HttpCompletionOption completionOption, CancellationToken cancellationToken, Sandbox sandbox) =>
        HttpSending.SendAsync(self, HttpMethod.Get, Address(requestUri), null, completionOption, cancellationToken, sandbox);

    /// <inheritdoc cref="HttpClient.GetAsync(Uri, HttpCompletionOption, CancellationToken)"/>
    public static Task<HttpResponseMessage> GetAsync(HttpClient self, Uri? requestUri, HttpCompletionOption completionOption, CancellationToken cancellationToken, Sandbox sandbox) =>
        HttpSending.SendAsync(self, HttpMethod.Get, requestUri, null, completionOption, cancellationToken, sandbox);

    /// <inheritdoc cref="HttpClient.PostAsync(string, HttpContent)"/>
    public static Task<HttpResponseMessage> PostAsync(HttpClient self, string? requestUri, HttpContent? content, Sandbox sandbox) =>
        HttpSending.SendAsync(self, HttpMethod.Post, Address(requestUri), content, HttpCompletionOption.ResponseContentRead, CancellationToken.None, sandbox);

    /// <inheritdoc cref="HttpClient.PostAsync(Uri, HttpContent)"/>
    public static Task<HttpResponseMessage> PostAsync(HttpClient self, Uri? requestUri, HttpContent? content, Sandbox sandbox) =>
        HttpSending.SendAsync(self, HttpMethod.Post, requestUri, content, HttpCompletionOption.ResponseContentRead, CancellationToken.None, sandbox);

    /// <inheritdoc cref="HttpClient.PostAsync(string, HttpContent, CancellationToken)"/>
    public static Task<HttpResponseMessage> PostAsync(HttpClient self, string? requestUri, HttpContent? content, CancellationToken cancellationToken, Sandbox sandbox) =>
        HttpSending.SendAsync(self, HttpMethod.Post, Address(requestUri), content, HttpCompletionOption.ResponseContentRead, cancellationToken, sandbox);

    /// <inheritdoc cref="HttpClient.PostAsync(Uri, HttpContent, CancellationToken)"/>
    public static Task<HttpResponseMessage> PostAsync(HttpClient self, Uri? requestUri, HttpContent? content, CancellationToken cancellationToken, Sandbox sandbox) =>
        HttpSending.SendAsync(self, HttpMethod.Post, requestUri, content, HttpCompletionOption.ResponseContentRead, cancellationToken, sandbox);

    /// <inheritdoc cref="HttpClient.PutAsync(string, HttpContent)"/>
    public static Task<HttpResponseMessage> PutAsync(HttpClient self, string? requestUri, HttpContent? content, Sandbox sandbox) =>
        HttpSending.SendAsync(self, HttpMethod.Put, Address(requestUri), content, HttpCompletionOption.ResponseContentRead, CancellationToken.None, sandbox);

    /// <inheritdoc cref="HttpClient.PutAsync(Uri, HttpContent)"/>
    public static Task<HttpResponseMessage> PutAsync(HttpClient self, Uri? requestUri, HttpContent? content, Sandbox sandbox) =>
        HttpSending.SendAsync(self, HttpMethod.Put, requestUri, content, HttpCompletionOption.ResponseContentRead, CancellationToken.None, sandbox);

    /// <inheritdoc cref="HttpClient.PutAsync(string, HttpContent, CancellationToken)"/>
    public static Task<HttpResponseMessage> PutAsync(HttpClient self, string? requestUri, HttpContent? content, CancellationToken cancellationToken, Sandbox sandbox) =>
        HttpSending.SendAsync(self, HttpMethod.Put, Address(requestUri), content, HttpCompletionOption.ResponseContentRead, cancellationToken, sandbox);

    /// <inheritdoc cref="HttpClient.PutAsync(Uri, HttpContent, CancellationToken)"/>
    public static Task<HttpResponseMessage> PutAsync(HttpClient self, Uri? requestUri, HttpContent? content, CancellationToken cancellationToken, Sandbox sandbox) =>
        HttpSending.SendAsync(self, HttpMethod.Put, requestUri, content, HttpCompletionOption.ResponseContentRead, cancellationToken, sandbox);

    /// <inheritdoc cref="HttpClient.PatchAsync(string, HttpContent)"/>
    public static Task<HttpResponseMessage> PatchAsync(HttpClient self, string? requestUri, HttpContent? content, Sandbox sandbox) =>
        HttpSending.SendAsync(self, HttpMethod.Patch, Address(requestUri), content, HttpCompletionOption.ResponseContentRead, CancellationToken.None, sandbox);

    /// <inheritdoc cref="HttpClient.PatchAsync(Uri, HttpContent)"/>
    public static Task<HttpResponseMessage> PatchAsync(HttpClient self, Uri? requestUri, HttpContent? content, Sandbox sandbox) =>
        HttpSending.SendAsync(self, HttpMethod.Patch, requestUri, content, HttpCompletionOption.ResponseContentRead, CancellationToken.None, sandbox);

    /// <inheritdoc cref="HttpClient.PatchAsync(string, HttpContent, CancellationToken)"/>
    public static Task<HttpResponseMessage> PatchAsync(HttpClient self, string? requestUri, HttpContent? content, CancellationToken cancellationToken, Sandbox sandbox) =>
        HttpSending.SendAsync(self, HttpMethod.Patch, Address(requestUri), content, HttpCompletionOption.ResponseContentRead, cancellationToken, sandbox);

    /// <inheritdoc cref="HttpClient.PatchAsync(Uri, HttpContent, CancellationToken)"/>
    public static Task<HttpResponseMessage> PatchAsync(HttpClient self, Uri? requestUri, HttpContent? content, CancellationToken cancellationToken, Sandbox sandbox) =>
        HttpSending.SendAsync(self, HttpMethod.Patch, requestUri, content, HttpCompletionOption.ResponseContentRead, cancellationToken, sandbox);

    /// <inheritdoc cref="HttpClient.DeleteAsync(string)"/>
    public static Task<HttpResponseMessage> DeleteAsync(HttpClient self, string? requestUri, Sandbox sandbox) =>
        HttpSending.SendAsync(self, HttpMethod.Delete, Address(requestUri), null, HttpCompletionOption.ResponseContentRead, CancellationToken.None, sandbox);

    /// <inheritdoc cref="HttpClient.DeleteAsync(Uri)"/>
    public static Task<HttpResponseMessage> DeleteAsync(HttpClient self, Uri? requestUri, Sandbox sandbox) =>
        HttpSending.SendAsync(self, HttpMethod.Delete, requestUri, null, HttpCompletionOption.ResponseContentRead, CancellationToken.None, sandbox);

    /// <inheritdoc cref="HttpClient.DeleteAsync(string, CancellationToken)"/>
    public static Task<HttpResponseMessage> DeleteAsync(HttpClient self, string? requestUri, CancellationToken cancellationToken, Sandbox sandbox) =>
        HttpSending.SendAsync(self, HttpMethod.Delete, Address(requestUri), null, HttpCompletionOption.ResponseContentRead, cancellationToken, sandbox);

    /// <inheritdoc cref="HttpClient.DeleteAsync(Uri, CancellationToken)"/>
    public static Task<HttpResponseMessage> DeleteAsync(HttpClient self, Uri? requestUri, CancellationToken cancellationToken, Sandbox sandbox) =>
        HttpSending.SendAsync(self, HttpMethod.Delete, requestUri, null, HttpCompletionOption.ResponseContentRead, cancellationToken, sandbox);

    /// <inheritdoc cref="HttpClient.Send(HttpRequestMessage)"/>
    public static HttpResponseMessage Send(HttpClient self, HttpRequestMessage request, Sandbox sandbox) =>
        HttpSending.Send(self, request, HttpCompletionOption.ResponseContentRead, CancellationToken.None, sandbox);

    /// <inheritdoc cref="HttpClient.Send(HttpRequestMessage, CancellationToken)"/>
    public static HttpResponseMessage Send(HttpClient self, HttpRequestMessage request, CancellationToken cancellationToken, Sandbox sandbox) =>
        HttpSending.Send(self, request, HttpCompletionOption.ResponseContentRead, cancellationToken, sandbox);

    /// <inheritdoc cref="HttpClient.Send(HttpRequestMessage, HttpCompletionOption)"/>
    public static HttpResponseMessage Send(HttpClient self, HttpRequestMessage request, HttpCompletionOption completionOption, Sandbox sandbox) =>
        HttpSending.Send(self, request, completionOption, CancellationToken.None, sandbox);

    /// <inheritdoc cref="HttpClient.Send(HttpRequestMessage, HttpCompletionOption, CancellationToken)"/>
    public static HttpResponseMessage Send(HttpClient self, HttpRequestMessage request, HttpCompletionOption completionOption, CancellationToken cancellationToken, Sandbox sandbox) =>
        HttpSending.Send(self, request, completionOption, cancellationToken, sandbox);

    /// <inheritdoc cref="HttpClient.SendAsync(HttpRequestMessage)"/>
    public static Task<HttpResponseMessage> SendAsync(HttpClient self, HttpRequestMessage request, Sandbox sandbox) =>
        HttpSending.SendAsync(self, request, HttpCompletionOption.ResponseContentRead, CancellationToken.None, sandbox);

    /// <inheritdoc cref="HttpClient.SendAsync(HttpRequestMessage, CancellationToken)"/>
    public static Task<HttpResponseMessage> SendAsync(HttpClient self, HttpRequestMessage request, CancellationToken cancellationToken, Sandbox sandbox) =>
        HttpSending.SendAsync(self, request, HttpCompletionOption.ResponseContentRead, cancellationToken, sandbox);

    /// <inheritdoc cref="HttpClient.SendAsync(HttpRequestMessage, HttpCompletionOption)"/>
    public static Task<HttpResponseMessage> SendAsync(HttpClient self, HttpRequestMessage request, HttpCompletionOption completionOption, Sandbox sandbox) =>
        HttpSending.SendAsync(self, request, completionOption, CancellationToken.None, sandbox);

    /// <inheritdoc cref="HttpClient.SendAsync(HttpRequestMessage, HttpCompletionOption, CancellationToken)"/>
    public static Task<HttpResponseMessage> SendAsync(HttpClient self, HttpRequestMessage request, HttpCompletionOption completionOption, CancellationToken cancellationToken, Sandbox sandbox) =>
        HttpSending.SendAsync(self, request, completionOption, cancellationToken, sandbox);

    private static Uri? Address(string? text) => string.IsNullOrEmpty(text) ? null : new Uri(text, UriKind.RelativeOrAbsolute);
}
