namespace RExecIL.Runtime.Network;

/// <summary>The body of a response as it comes.</summary>
/// <remarks>Reading waits, and nothing of the guest's runs meanwhile: framework code that reads may hold what others share.</remarks>
internal sealed class ResponseStream(IHttpExchange exchange, Sandbox sandbox) : OneWayStream
{
    private byte[]? _chunk;
    private int _next;
    private int _end;
    private bool _isClosed;

    public override bool CanRead => !_isClosed;

    public override int Read(byte[] buffer, int offset, int count)
    {
        ValidateBufferArguments(buffer, offset, count);
        return Read(buffer.AsSpan(offset, count));
    }

    public override int Read(Span<byte> buffer)
    {
        ObjectDisposedException.ThrowIf(_isClosed, typeof(Stream));
        sandbox.ThrowIfTerminating();
        if (buffer.IsEmpty)
        {
            return 0;
        }

        if (_next == _end && !Fill())
        {
            return 0;
        }

        var count = Math.Min(buffer.Length, _end - _next);
        sandbox.BurnForMemory(count);
        _chunk.AsSpan(_next, count).CopyTo(buffer);
        _next += count;
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_isClosed)
        {
            _isClosed = true;
            _chunk = null;
            exchange.Cancel();
        }

        base.Dispose(disposing);
    }

    private bool Fill()
    {
        if (_chunk is null)
        {
            sandbox.Account(ResponseContent.ChunkSize);
            _chunk = new byte[ResponseContent.ChunkSize];
        }

        (_next, _end) = (0, 0);
        try
        {
            _end = sandbox.Tasks.Block(exchange.ReadAsync(_chunk));
        }
        catch (OperationCanceledException)
        {
            throw HttpSending.Cancelled(exchange, CancellationToken.None);
        }
        catch (HttpRequestException broken)
        {
            throw new HttpIOException(broken.HttpRequestError, broken.Message);
        }

        return _end > 0;
    }
}
