using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using RExecIL.Runtime.Network;

namespace RExecIL.Network;

/// <summary>The requests of one assembly of a guest: none outlives its run, and neither does a connection.</summary>
/// <param name="capability">Sends what is granted.</param>
/// <param name="send">Sends one request as the environment wants it: by the capability, if it does not override that.</param>
[SuppressMessage("Reliability", "CA1001", Justification = "It is used to the end of the sandbox, and holds no handle.")]
internal sealed class NetworkSession(
    NetworkCapability capability, Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> send) : IGuestNetwork
{
    /// <summary>Requests that go on at once; others wait for their turn.</summary>
    private const int AtOnce = 16;

    /// <summary>What ends by being cancelled does so in far less time.</summary>
    private static readonly TimeSpan EndTime = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<HttpExchange, bool> _exchanges = new();
    private readonly SemaphoreSlim _turn = new(AtOnce);
    private readonly Lock _gate = new();
    private HttpMessageInvoker? _invoker;
    private bool _isOpen;

    public IHttpExchange Send(HttpCall call)
    {
        var exchange = new HttpExchange(call, send, _turn, done => _exchanges.TryRemove(done, out _));
        lock (_gate)
        {
            if (!_isOpen)
            {
                throw new HttpRequestException("The run has ended.");
            }

            _exchanges.TryAdd(exchange, true);
        }

        exchange.Begin();
        return exchange;
    }

    /// <summary>Sends one request to a granted host, over connections of this run.</summary>
    internal Task<HttpResponseMessage> TransmitAsync(HttpRequestMessage request, CancellationToken cancellation) =>
        capability.SendAsync(Invoker(), request, cancellation);

    internal void BeginRun()
    {
        lock (_gate)
        {
            _isOpen = true;
        }
    }

    /// <summary>Ends all requests, and closes all connections when that is so or takes too long.</summary>
    internal async Task EndRun()
    {
        HttpMessageInvoker? invoker;
        lock (_gate)
        {
            _isOpen = false;
            (invoker, _invoker) = (_invoker, null);
        }

        var ending = _exchanges.Keys.ToArray();
        foreach (var exchange in ending)
        {
            exchange.Cancel();
        }

        await Task.WhenAny(Task.WhenAll(ending.Select(exchange => exchange.Completion)), Task.Delay(EndTime)).ConfigureAwait(false);
        invoker?.Dispose();
    }

    private HttpMessageInvoker Invoker()
    {
        lock (_gate)
        {
            return _isOpen ? _invoker ??= capability.NewInvoker() : throw new HttpRequestException("The run has ended.");
        }
    }
}
