using System.Buffers;

namespace RExecIL.Runtime.Json;

/// <summary>Hands on to a stream what is written, piece by piece.</summary>
/// <param name="stream">What gets the bytes; it is not closed.</param>
internal sealed class StreamBuffer(Stream stream) : IBufferWriter<byte>
{
    private const int SmallestPiece = 4096;

    private byte[] _piece = [];

    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        stream.Write(_piece, 0, count);
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        if (_piece.Length < Math.Max(sizeHint, 1))
        {
            _piece = new byte[Math.Max(sizeHint, SmallestPiece)];
        }

        return _piece;
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;
}
