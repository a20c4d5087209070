namespace RExecIL.Runtime.Streams;

/// <summary>Bytes that framework code reads or writes by itself, however many they are: what gathers them is counted on the way.</summary>
/// <param name="inner">The bytes.</param>
/// <param name="sandbox">Who is charged.</param>
/// <param name="leaveOpen">Whether closing this stream leaves the inner one open.</param>
internal class MeteredStream(Stream inner, Sandbox sandbox, bool leaveOpen = false) : Stream
{
    public override bool CanRead => inner.CanRead;

    public override bool CanWrite => inner.CanWrite;

    public override bool CanSeek => inner.CanSeek;

    public override long Length => inner.Length;

    public override long Position
    {
        get => inner.Position;
        set => inner.Position = value;
    }

    /// <summary>Who is charged.</summary>
    protected Sandbox Sandbox { get; } = sandbox;

    public override void Flush()
    {
        Sandbox.ThrowIfTerminating();
        inner.Flush();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        buffer = buffer[..Room(buffer.Length)];
        Sandbox.BurnForMemory(buffer.Length);
        return inner.Read(buffer);
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        Sandbox.Account(buffer.Length);
        Sandbox.BurnForMemory(buffer.Length);
        inner.Write(buffer);
    }

    public override long Seek(long offset, SeekOrigin origin) => inner.Seek(offset, origin);

    public override void SetLength(long value) => throw new NotSupportedException();

    /// <summary>How many bytes may be read at once, once there is room for what they become.</summary>
    protected virtual int Room(int count)
    {
        Sandbox.Account(count);
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !leaveOpen)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
