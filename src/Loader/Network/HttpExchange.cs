using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Authentication;
using RExecIL.Runtime;
using RExecIL.Runtime.Network;

namespace RExecIL.Network;

/// <summary>A request on its way, with its redirections, and the body that comes back. Runs on the pool; no code of the guest's does.</summary>
[SuppressMessage("Reliability", "CA1001", Justification = "Others may cancel it at any time; it holds no handle.")]
internal sealed class HttpExchange : IHttpExchange
{
    /// <summary>Redirections that are followed; the framework's own default.</summary>
    private const int MaxRedirections = 50;

    private readonly HttpCall _call;
    private readonly Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> _send;
    private readonly SemaphoreSlim _turn;
    private readonly Action<HttpExchange> _whenDone;
    private readonly CancellationTokenSource _cancellation = new();
    private readonly TaskCompletionSource<HttpAnswer> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private HttpResponseMessage? _response;
    private Stream? _body;
    private volatile bool _isCancelled;
    private int _hasEnded;
    private bool _hasTurn;

    /// <summary>An exchange that has not begun.</summary>
    /// <param name="call">The request.</param>
    /// <param name="send">Sends one request, without following where it leads.</param>
    /// <param name="turn">Whose turn it is.</param>
    /// <param name="whenDone">Is called once at the end.</param>
    internal HttpExchange(
        HttpCall call,
        Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> send,
        SemaphoreSlim turn,
        Action<HttpExchange> whenDone)
    {
        (_call, _send, _turn, _whenDone) = (call, send, turn, whenDone);
        _ = _answer.Task.ContinueWith(static answer => _ = answer.Exception, TaskScheduler.Default); // is seen, whoever asks
    }

    public Task<HttpAnswer> Answer => _answer.Task;

    public bool HasTimedOut => !_isCancelled && _cancellation.IsCancellationRequested;

    /// <summary>Is done when nothing of the exchange goes on.</summary>
    internal Task Completion => _completion.Task;

    /// <summary>Begins.</summary>
    internal void Begin()
    {
        if (_call.Timeout != Timeout.InfiniteTimeSpan)
        {
            _cancellation.CancelAfter(_call.Timeout);
        }

        OnPool(RunAsync);
    }

    public Task<int> ReadAsync(byte[] buffer)
    {
        var read = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        OnPool(() => ReadAsync(buffer, read));
        return read.Task;
    }

    public void StopClock()
    {
        if (!_cancellation.IsCancellationRequested)
        {
            _cancellation.CancelAfter(Timeout.InfiniteTimeSpan);
        }
    }

    public void Cancel()
    {
        _isCancelled = true;
        _ = _cancellation.CancelAsync();
        OnPool(async () =>
        {
            // Once the head is there nobody else would notice.
            await ((Task)_answer.Task).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            End();
        });
    }

    // Without the ambient state of who asks.
    private static void OnPool(Func<Task> work)
    {
        using (ExecutionContext.IsFlowSuppressed() ? default : ExecutionContext.SuppressFlow())
        {
            _ = Task.Run(work);
        }
    }

    private async Task RunAsync()
    {
        try
        {
            await _turn.WaitAsync(_cancellation.Token).ConfigureAwait(false);
            _hasTurn = true;
            _answer.TrySetResult(await FollowAsync(_cancellation.Token).ConfigureAwait(false));
        }
        catch (Exception failure)
        {
            // The boundary to the network and to the host's own sending: what they throw is the request's failure.
            End();
            Fail(_answer, failure);
        }
    }

    private async Task<HttpAnswer> FollowAsync(CancellationToken cancellation)
    {
        var hop = Hop.Of(_call);
        for (var followed = 0; ; followed++)
        {
            // As it would be judged, so that a host that judges by itself sees one spelling.
            hop = WebAddress.TryRead(hop.Address, out var address) ? hop with { Address = address.Uri } : throw WebAddress.Unreadable();
            using var request = hop.ToRequest();
            var response = await SendAsync(request, cancellation).ConfigureAwait(false);
            if (followed < MaxRedirections && hop.After(response) is { } next)
            {
                response.Dispose();
                hop = next;
                continue;
            }

            _response = response;
            if (response.StatusCode < HttpStatusCode.OK)
            {
                throw new HttpRequestException(HttpRequestError.InvalidResponse, "The server wants to speak another protocol.");
            }

            _body = await response.Content.ReadAsStreamAsync(cancellation).WaitAsync(cancellation).ConfigureAwait(false);
            return new HttpAnswer(
                response.StatusCode, response.ReasonPhrase, response.Version, Texts(response.Headers), Texts(response.Content.Headers), hop.Address);
        }
    }

    // A host's own sending may wait where it should not, or take no notice of the end: it is not waited for, and what it gives
    // then is closed.
    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        var sending = Task.Run(() => _send(request, cancellation), CancellationToken.None);
        try
        {
            return await sending.WaitAsync(cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            _ = sending.ContinueWith(
                static sent =>
                {
                    if (sent.IsCompletedSuccessfully)
                    {
                        sent.Result.Dispose();
                    }
                    else
                    {
                        _ = sent.Exception;
                    }
                },
                CancellationToken.None,
                TaskContinuationOptions.None,
                TaskScheduler.Default);
            throw;
        }
    }

    private async Task ReadAsync(byte[] buffer, TaskCompletionSource<int> read)
    {
        try
        {
            _cancellation.Token.ThrowIfCancellationRequested();
            var count = _body is { } body && Volatile.Read(ref _hasEnded) == 0
                ? await body.ReadAsync(buffer, _cancellation.Token).AsTask().WaitAsync(_cancellation.Token).ConfigureAwait(false)
                : 0;
            if (count == 0)
            {
                End();
            }

            read.TrySetResult(count);
        }
        catch (Exception failure)
        {
            // As above.
            End();
            Fail(read, failure);
        }
    }

    private void Fail<T>(TaskCompletionSource<T> source, Exception failure)
    {
        if (_cancellation.IsCancellationRequested)
        {
            source.TrySetCanceled(CancellationToken.None);
        }
        else
        {
            source.TrySetException(Described(failure));
            _ = source.Task.Exception; // is seen, whoever asks
        }
    }

    /// <summary>A failure as guests see it: text, and no object of the host's.</summary>
    private static HttpRequestException Described(Exception failure) => failure switch
    {
        // Programs expect requests to fail so, and go on; the message says what would allow it.
        UnauthorizedAccessException denial => new HttpRequestException(
            HttpRequestError.ConnectionError, denial.Message, new UnauthorizedAccessException(denial.Message)),
        HttpRequestException { InnerException: AuthenticationException reason } secure =>
            new HttpRequestException(HttpRequestError.SecureConnectionError, Text($"{secure.Message} {reason.Message}")),
        HttpRequestException request => new HttpRequestException(request.HttpRequestError, Text(request.Message), inner: null, request.StatusCode),
        HttpIOException broken => new HttpRequestException(broken.HttpRequestError, Text(broken.Message)),
        IOException broken => new HttpRequestException(HttpRequestError.ResponseEnded, Text(broken.Message)),
        OperationCanceledException => new HttpRequestException(HttpRequestError.ConnectionError, "The connection took too long."),
        _ => new HttpRequestException(HttpRequestError.Unknown, "The request could not be sent."),
    };

    private static string Text(string message) => Denial.Printable(message);

    private static List<HeaderText> Texts(HttpHeaders headers) =>
        [.. headers.NonValidated.SelectMany(header => header.Value.Select(value => new HeaderText(header.Key, value)))];

    private void End()
    {
        if (Interlocked.Exchange(ref _hasEnded, 1) != 0)
        {
            return;
        }

        _whenDone(this);
        if (_hasTurn)
        {
            _turn.Release();
        }

        try
        {
            _body?.Dispose();
            _response?.Dispose();
        }
        catch (Exception e) when (e is IOException or InvalidOperationException or OperationCanceledException)
        {
            // It is broken, and no longer of use.
        }

        StopClock();
        _completion.TrySetResult();
    }
}
