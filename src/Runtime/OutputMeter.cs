using System.Text;

namespace RExecIL.Runtime;

/// <summary>Counts what a guest writes to one of its standard streams, and ends it before it writes too much.</summary>
/// <remarks>Safe to share between threads. Without a sandbox, or without a limit, it only counts.</remarks>
internal sealed class OutputMeter
{
    private long _limit = long.MaxValue;
    private long _written;

    /// <summary>The sandbox that ends; null while there is none.</summary>
    internal Sandbox? Owner { get; set; }

    /// <summary>Bytes written in this run, up to the limit; characters count as in UTF-8.</summary>
    internal long Written => Math.Min(Interlocked.Read(ref _written), Interlocked.Read(ref _limit));

    /// <summary>Begins to count for a run.</summary>
    /// <param name="limit">Bytes that it may write; null for no limit.</param>
    internal void Begin(long? limit)
    {
        Interlocked.Exchange(ref _limit, limit ?? long.MaxValue);
        Interlocked.Exchange(ref _written, 0);
    }

    /// <summary>Counts characters that are about to be written.</summary>
    /// <exception cref="GuestTerminationException">They are more than what is left.</exception>
    internal void Count(ReadOnlySpan<char> text) => Count(Encoding.UTF8.GetByteCount(text));

    /// <summary>Counts bytes that are about to be written.</summary>
    /// <exception cref="GuestTerminationException">They are more than what is left.</exception>
    internal void Count(long bytes)
    {
        if (Interlocked.Add(ref _written, bytes) > Interlocked.Read(ref _limit) && Owner is { } owner)
        {
            owner.Terminate(TerminationCause.Output);
            owner.ThrowIfTerminating();
        }
    }
}
