namespace RExecIL.Runtime;

/// <summary>
/// A standard stream in the guest's hands: the guest can neither close it nor cast it to the host's type.
/// </summary>
/// <param name="inner">The host's stream.</param>
/// <param name="written">Counts what is written; null for a stream to read from.</param>
internal sealed class GuestStream(Stream inner, OutputMeter? written) : OneWayStream
{
    public override bool CanRead => written is null;

    public override bool CanWrite => written is not null;

    public override void Flush() => inner.Flush();

    public override int Read(byte[] buffer, int offset, int count) =>
        written is null ? inner.Read(buffer, offset, count) : throw new NotSupportedException();

    public override int Read(Span<byte> buffer) => written is null ? inner.Read(buffer) : throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count)
    {
        ValidateBufferArguments(buffer, offset, count);
        Meter().Count(count);
        inner.Write(buffer, offset, count);
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        Meter().Count(buffer.Length);
        inner.Write(buffer);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && written is not null)
        {
            inner.Flush();
        }

        base.Dispose(disposing);
    }

    private OutputMeter Meter() => written ?? throw new NotSupportedException();
}
