using System.Buffers;

namespace RExecIL.Runtime.Json;

/// <summary>Where JSON is written to: counted before there is room for it, however long the framework writes by itself.</summary>
/// <param name="inner">What gets the bytes.</param>
/// <param name="sandbox">Who is charged.</param>
internal sealed class MeteredBuffer(IBufferWriter<byte> inner, Sandbox sandbox) : IBufferWriter<byte>
{
    public void Advance(int count) => inner.Advance(count);

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Count(sizeHint);
        return inner.GetMemory(sizeHint);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Count(sizeHint);
        return inner.GetSpan(sizeHint);
    }

    private void Count(int sizeHint)
    {
        // What has no room any more is copied into at least twice as much.
        sandbox.Account(inner is ArrayBufferWriter<byte> known
            ? sizeHint <= known.FreeCapacity ? 0 : known.Capacity + (long)Math.Max(known.Capacity, sizeHint)
            : sizeHint);
        sandbox.BurnForMemory(sizeHint);
    }
}
