namespace RExecIL.Runtime;

/// <summary>Counts what the thread of a run allocates, and says when that is more than it may.</summary>
/// <remarks>
/// <para>The runtime knows exactly how much a thread has allocated, in the framework's code as well as in the guest's.
/// Asking costs more than a guard may, so the guards count down roughly, and the exact number is asked for each time they
/// have reached zero. What is large is counted before it is there.</para>
/// <para>How long that takes depends on how good the rough count was: from a few objects up to 64 KiB. After an interval in
/// which the framework has allocated much more than was counted, the next one is asked for at once, and there must be room
/// for as much again, since what doubles (a list, a delegate that is combined with itself) does it in one call.</para>
/// <para>Only the thread of the run uses a meter, but for <see cref="Recount"/>.</para>
/// </remarks>
internal sealed class AllocationMeter(Registers registers)
{
    private const long ShortestInterval = 256;

    /// <summary>Bytes: little beside any useful limit, and much beside the cost of an exact count.</summary>
    private const long LongestInterval = 64 * 1024;

    /// <summary>An interval was surprising when this many times as much was allocated as it allowed.</summary>
    private const long Surprise = 4;

    private long _limit = long.MaxValue;
    private long _start;
    private long _interval;
    private long _pending;

    /// <summary>Bytes that the last run had allocated when it was last counted.</summary>
    internal long Allocated { get; private set; }

    /// <summary>Begins to count for a run on the calling thread.</summary>
    /// <param name="limit">How many bytes it may allocate; null for no limit.</param>
    internal void Begin(long? limit)
    {
        _limit = limit ?? long.MaxValue;
        _start = GC.GetAllocatedBytesForCurrentThread();
        (Allocated, _interval, _pending, registers.AllocationLeft) = (0, 0, 0, 0);
        Run++;
    }

    /// <summary>Counts exactly.</summary>
    /// <param name="pending">Bytes that are about to be allocated.</param>
    /// <returns>Whether there is room for them.</returns>
    internal bool TryAccount(long pending)
    {
        var before = Allocated;
        Allocated = GC.GetAllocatedBytesForCurrentThread() - _start;
        var surprise = Allocated - before - _pending - _interval;
        _pending = pending;
        _interval = surprise > Surprise * Math.Max(_interval, ShortestInterval)
            ? 0
            : Math.Clamp(_interval * 2, ShortestInterval, LongestInterval);
        if (Math.Max(pending, surprise) > _limit - Allocated)
        {
            return false;
        }

        registers.AllocationLeft = Math.Min(_interval, _limit - Allocated - pending);
        return true;
    }

    /// <summary>Which run it is: what one run was charged with is no other's to get back.</summary>
    internal int Run { get; private set; }

    /// <summary>Bytes that the run may still allocate; very many without a limit.</summary>
    internal long Left => Math.Max(0, _limit - Allocated);

    /// <summary>Counts bytes that the thread does not allocate itself: native memory, and what it may come to.</summary>
    /// <param name="bytes">Negative for what is given back.</param>
    internal void Charge(long bytes)
    {
        _start -= bytes;
        Allocated += bytes;
    }

    /// <summary>Has the guest's thread count exactly when it next allocates. Any thread may ask for it.</summary>
    internal void Recount() => Volatile.Write(ref registers.AllocationLeft, 0);

    /// <summary>Counts for the last time.</summary>
    internal void End() => Allocated = GC.GetAllocatedBytesForCurrentThread() - _start;
}
