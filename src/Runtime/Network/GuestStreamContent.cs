using System.Net;

namespace RExecIL.Runtime.Network;

/// <summary>A body that is read from a stream of the guest's, on its thread and with a buffer of nobody else's.</summary>
internal sealed class GuestStreamContent(Stream content, Sandbox sandbox) : StreamContent(content)
{
    private readonly Stream _content = content;
    private readonly long _start = content.CanSeek ? content.Position : 0;
    private bool _isConsumed;

    protected override void SerializeToStream(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        if (_isConsumed)
        {
            if (!_content.CanSeek)
            {
                throw new InvalidOperationException("The stream was sent already, and cannot go back to its start.");
            }

            _content.Position = _start;
        }

        _isConsumed = true;
        sandbox.Account(ResponseContent.ChunkSize);
        var chunk = new byte[ResponseContent.ChunkSize];
        while (_content.Read(chunk, 0, chunk.Length) is > 0 and var count)
        {
            stream.Write(chunk, 0, Math.Min(count, chunk.Length));
        }
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        SerializeToStream(stream, context, CancellationToken.None);
        return Task.CompletedTask;
    }
}
