using System.Diagnostics.CodeAnalysis;
using System.Net.Http.Headers;
using RExecIL.Runtime.Tasks;

namespace RExecIL.Runtime.Network;

/// <summary>Sends requests for guests. All of it but the exchange itself runs on the guest's thread.</summary>
[SuppressMessage("Design", "CA1068", Justification = "The sandbox comes last.")]
internal static class HttpSending
{
    /// <summary>Sends a request.</summary>
    internal static Task<HttpResponseMessage> SendAsync(
        HttpMessageInvoker client, HttpRequestMessage request, HttpCompletionOption option, CancellationToken cancellation, Sandbox sandbox)
    {
        var own = Begin(client, sandbox);
        ArgumentNullException.ThrowIfNull(request);
        return Observed.By(ExchangeAsync(own, request, option, cancellation, sandbox));
    }

    /// <summary>Sends a request to an address.</summary>
    internal static Task<HttpResponseMessage> SendAsync(
        HttpMessageInvoker client, HttpMethod method, Uri? address, HttpContent? content, HttpCompletionOption option, CancellationToken cancellation, Sandbox sandbox)
    {
        var own = Begin(client, sandbox);
        var request = new HttpRequestMessage(method, address)
        {
            Content = content,
            Version = own.DefaultRequestVersion,
            VersionPolicy = own.DefaultVersionPolicy,
        };
        return Observed.By(ExchangeAsync(own, request, option, cancellation, sandbox));
    }

    /// <summary>Sends a request, and works on other tasks until there is a response.</summary>
    internal static HttpResponseMessage Send(
        HttpMessageInvoker client, HttpRequestMessage request, HttpCompletionOption option, CancellationToken cancellation, Sandbox sandbox)
    {
        var sent = SendAsync(client, request, option, cancellation, sandbox);
        sandbox.Tasks.Wait(() => sent.IsCompleted);
        return sent.GetAwaiter().GetResult();
    }

    /// <summary>What a successful response to a request holds.</summary>
    internal static Task<T> GetAsync<T>(
        HttpMessageInvoker client, Uri? address, HttpCompletionOption option, CancellationToken cancellation, Func<HttpContent, Task<T>> read, Sandbox sandbox) =>
        Observed.By(ReadAsync(SendAsync(client, HttpMethod.Get, address, content: null, option, cancellation, sandbox), read, sandbox));

    /// <summary>The exception of a request that was cancelled.</summary>
    internal static TaskCanceledException Cancelled(IHttpExchange exchange, CancellationToken cancellation) => exchange.HasTimedOut
        ? new TaskCanceledException("The request took longer than the client's Timeout.", new TimeoutException("The request took longer than the client's Timeout."))
        : new TaskCanceledException("The request was cancelled.", innerException: null, cancellation);

    private static async Task<T> ReadAsync<T>(Task<HttpResponseMessage> sent, Func<HttpContent, Task<T>> read, Sandbox sandbox)
    {
        var response = await sandbox.Tasks.Here(sent);
        try
        {
            response.EnsureSuccessStatusCode();
        }
        catch (HttpRequestException)
        {
            response.Dispose();
            throw;
        }

        return await sandbox.Tasks.Here(read(response.Content));
    }

    private static GuestHttpClient Begin(HttpMessageInvoker client, Sandbox sandbox)
    {
        sandbox.ThrowIfTerminating();
        return GuestHttpClient.Of(client);
    }

    private static async Task<HttpResponseMessage> ExchangeAsync(
        GuestHttpClient client, HttpRequestMessage request, HttpCompletionOption option, CancellationToken cancellation, Sandbox sandbox)
    {
        cancellation.ThrowIfCancellationRequested();
        var call = RequestReader.Read(client, request, sandbox);
        var exchange = sandbox.Network.Send(call);
        using var byToken = cancellation.UnsafeRegister(Cancel, exchange);
        using var byClient = client.Pending.UnsafeRegister(Cancel, exchange);
        HttpAnswer answer;
        try
        {
            answer = await sandbox.Tasks.Outside(exchange.Answer);
        }
        catch (OperationCanceledException)
        {
            throw Cancelled(exchange, cancellation);
        }

        var content = new ResponseContent(exchange, sandbox, cancellation);
        var response = new HttpResponseMessage(answer.Status)
        {
            ReasonPhrase = answer.Reason,
            Version = answer.Version,
            RequestMessage = request,
            Content = content,
        };
        request.RequestUri = answer.Address;
        Add(answer.Headers, response.Headers, sandbox);
        Add(answer.ContentHeaders, content.Headers, sandbox);
        if (option == HttpCompletionOption.ResponseContentRead)
        {
            await sandbox.Tasks.Here(content.GatherAsync(client.MaxResponseContentBufferSize, cancellation));
        }

        exchange.StopClock();
        return response;
    }

    private static void Cancel(object? exchange) => ((IHttpExchange)exchange!).Cancel();

    private static void Add(IReadOnlyList<HeaderText> texts, HttpHeaders headers, Sandbox sandbox)
    {
        foreach (var (name, value) in texts)
        {
            sandbox.Account((name.Length + value.Length) * sizeof(char));
            headers.TryAddWithoutValidation(name, value);
        }
    }
}
