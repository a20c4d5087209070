using System.Buffers.Binary;
using System.IO.Compression;

namespace RExecIL.Runtime.Streams;

/// <summary>Compressed data as the same data stored, so that whoever expands it gets no more than it reads.</summary>
/// <remarks>
/// <para>A few bytes of Brotli can become many megabytes, so nothing can be said of what its reader will make of them. Here
/// it is expanded piece by piece, and each piece is counted; the framework's stream, which the guest holds, gets it stored.</para>
/// <code>
/// 0                        window of 16 bits            once                       RFC 7932, 9.1
/// 0 00 LENGTH-1:16 1       stored, of that length       padded to bytes, then the bytes   9.2
/// 1 1                      last, and empty              at the end
/// </code>
/// </remarks>
internal sealed class StoredBrotliStream : OneWayStream
{
    private const int Header = 3;
    private const int Piece = 16 * 1024;

    /// <summary>Bytes for a byte that is gathered as text, and made a string.</summary>
    private const long Gathered = 4;

    private readonly BrotliStream _source;
    private readonly Sandbox _sandbox;
    private readonly int _run;
    private readonly long _start;
    private readonly byte[] _piece = new byte[Header + Piece];
    private int _next;
    private int _end;
    private bool _hasBegun;
    private bool _hasEnded;

    /// <param name="compressed">What is closed with this stream.</param>
    /// <param name="sandbox">Who pays.</param>
    internal StoredBrotliStream(Stream compressed, Sandbox sandbox)
    {
        _source = new BrotliStream(compressed, CompressionMode.Decompress);
        (_sandbox, _run, _start) = (sandbox, sandbox.Allocations.Run, sandbox.Allocations.Allocated);
    }

    public override bool CanRead => true;

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (_next == _end && !_hasEnded)
        {
            Fill();
        }

        var count = Math.Min(buffer.Length, _end - _next);
        _piece.AsSpan(_next, count).CopyTo(buffer);
        _next += count;
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _source.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Fill()
    {
        var since = _sandbox.Allocations.Run == _run ? Math.Max(0, _sandbox.Allocations.Allocated - _start) : 0;
        _sandbox.Account(Math.Max(Piece * Gathered, since / 2));
        _sandbox.BurnForMemory(Piece);
        var length = _source.Read(_piece.AsSpan(Header));
        var window = _hasBegun ? 0 : 1; // Bits before the header of the piece.
        _hasBegun = true;
        if (length == 0)
        {
            _hasEnded = true;
            _piece[0] = (byte)(0b11 << window);
            (_next, _end) = (0, 1);
            return;
        }

        var header = ((uint)(length - 1) << 3 | 1u << 19) << window;
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, header);
        bytes[..Header].CopyTo(_piece);
        (_next, _end) = (0, Header + length);
    }
}
