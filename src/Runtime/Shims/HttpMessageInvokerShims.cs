using System.Diagnostics.CodeAnalysis;
using RExecIL.Runtime.Network;

namespace RExecIL.Runtime.Shims;

/// <summary>Stands in for what <see cref="HttpClient"/> has from <see cref="HttpMessageInvoker"/>: compilers name the member that declares it.</summary>
[SuppressMessage("Design", "CA1068", Justification = "The sandbox comes last.")]
public static class HttpMessageInvokerShims
{
    /// <inheritdoc cref="HttpMessageInvoker.Send(HttpRequestMessage, CancellationToken)"/>
    public static HttpResponseMessage Send(
        HttpMessageInvoker self, HttpRequestMessage request, CancellationToken cancellationToken, Sandbox sandbox) =>
        HttpSending.Send(self, request, HttpCompletionOption.ResponseContentRead, cancellationToken, sandbox);

    /// <inheritdoc cref="HttpMessageInvoker.SendAsync(HttpRequestMessage, CancellationToken)"/>
    public static Task<HttpResponseMessage> SendAsync(
        HttpMessageInvoker self, HttpRequestMessage request, CancellationToken cancellationToken, Sandbox sandbox) =>
        HttpSending.SendAsync(self, request, HttpCompletionOption.ResponseContentRead, cancellationToken, sandbox);
}
