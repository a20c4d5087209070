namespace RExecIL.Runtime.Network;

/// <summary>A client as guests hold it: settings, and no way to send but that of the sandbox.</summary>
/// <remarks>Shims stand for all members that send. What reaches the framework's own code for that is refused.</remarks>
internal sealed class GuestHttpClient() : HttpClient(Refusing, disposeHandler: false)
{
    private static readonly HttpMessageHandler Refusing = new RefusingHandler();

    private CancellationTokenSource _pending = new();

    /// <summary>Is cancelled with all requests that have been sent until then.</summary>
    internal CancellationToken Pending => _pending.Token;

    /// <summary>Whether the guest has closed it.</summary>
    internal bool IsDisposed { get; private set; }

    /// <summary>The client as the sandbox's own.</summary>
    /// <exception cref="NotSupportedException">It is another's, say one of the host's.</exception>
    internal static GuestHttpClient Of(HttpMessageInvoker client)
    {
        ArgumentNullException.ThrowIfNull(client);
        var own = client as GuestHttpClient
            ?? throw new NotSupportedException("A sandbox sends with clients that it made itself: new HttpClient().");
        ObjectDisposedException.ThrowIf(own.IsDisposed, typeof(HttpClient));
        return own;
    }

    /// <summary>Cancels what has been sent.</summary>
    internal void CancelAll() => Interlocked.Exchange(ref _pending, new CancellationTokenSource()).Cancel();

    public override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken) =>
        throw RefusingHandler.Refusal();

    public override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        throw RefusingHandler.Refusal();

    protected override void Dispose(bool disposing)
    {
        if (disposing && !IsDisposed)
        {
            IsDisposed = true;
            _pending.Cancel();
        }

        base.Dispose(disposing);
    }

    private sealed class RefusingHandler : HttpMessageHandler
    {
        internal static NotSupportedException Refusal() => new("A sandbox sends requests through the members of HttpClient only.");

        protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken) =>
            throw Refusal();

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            throw Refusal();
    }
}
