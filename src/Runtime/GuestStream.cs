namespace RExecIL.Runtime;

/// <summary>
/// A standard stream in the guest's hands: the guest can neither close it nor cast it to the host's type.
/// </summary>
internal sealed class GuestStream(Stream inner, bool canRead) : OneWayStream
{
    public override bool CanRead => canRead;

    public override bool CanWrite => !canRead;

    public override void Flush() => inner.Flush();

    public override int Read(byte[] buffer, int offset, int count) =>
        canRead ? inner.Read(buffer, offset, count) : throw new NotSupportedException();

    public override int Read(Span<byte> buffer) => canRead ? inner.Read(buffer) : throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count)
    {
        ThrowIfReadOnly();
        inner.Write(buffer, offset, count);
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        ThrowIfReadOnly();
        inner.Write(buffer);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !canRead)
        {
            inner.Flush();
        }

        base.Dispose(disposing);
    }

    private void ThrowIfReadOnly()
    {
        if (canRead)
        {
            throw new NotSupportedException();
        }
    }
}
