using System.Net;

namespace RExecIL.Runtime.Network;

/// <summary>The body of a response: read once as it comes, or gathered and read as often as one likes.</summary>
internal sealed class ResponseContent(IHttpExchange exchange, Sandbox sandbox, CancellationToken cancellation) : HttpContent
{
    internal const int ChunkSize = 16 * 1024;

    private byte[]? _bytes;
    private bool _isConsumed;
    private bool _isDisposed;

    /// <summary>Gathers the body.</summary>
    /// <param name="most">Bytes that it may have.</param>
    /// <param name="stop">Cancels the request.</param>
    internal async Task<byte[]> GatherAsync(long most, CancellationToken stop)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, typeof(HttpContent));
        if (_bytes is not null)
        {
            return _bytes;
        }

        Consume();
        using var registration = stop.UnsafeRegister(static exchange => ((IHttpExchange)exchange!).Cancel(), exchange);
        var gathered = new BodyBuffer(most, sandbox);
        var chunk = NewChunk();
        try
        {
            while (await sandbox.Tasks.Outside(exchange.ReadAsync(chunk)) is > 0 and var count)
            {
                gathered.Write(chunk.AsSpan(0, count));
            }
        }
        catch (OperationCanceledException)
        {
            throw HttpSending.Cancelled(exchange, stop.IsCancellationRequested ? stop : cancellation);
        }
        catch (HttpRequestException)
        {
            exchange.Cancel(); // too long, or broken off
            throw;
        }

        return _bytes = gathered.ToArray();
    }

    /// <summary>A stream of the body; over what comes when it is not gathered.</summary>
    internal Stream Open()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, typeof(HttpContent));
        if (_bytes is not null)
        {
            return new MemoryStream(_bytes, writable: false);
        }

        Consume();
        return new ResponseStream(exchange, sandbox);
    }

    protected override Stream CreateContentReadStream(CancellationToken cancellationToken) => Open();

    protected override Task<Stream> CreateContentReadStreamAsync() => Task.FromResult(Open());

    protected override void SerializeToStream(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        using var source = Open();
        var chunk = NewChunk();
        while (source.Read(chunk) is > 0 and var count)
        {
            stream.Write(chunk.AsSpan(0, count));
        }
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        SerializeToStream(stream, context, CancellationToken.None);
        return Task.CompletedTask;
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _bytes?.Length ?? 0;
        return _bytes is not null;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _isDisposed = true;
            exchange.Cancel();
        }

        base.Dispose(disposing);
    }

    private byte[] NewChunk()
    {
        sandbox.Account(ChunkSize);
        return new byte[ChunkSize];
    }

    private void Consume()
    {
        if (_isConsumed)
        {
            throw new InvalidOperationException("The content was read already. Buffer it to read it again.");
        }

        _isConsumed = true;
    }
}
