namespace RExecIL.Runtime;

/// <summary>Counts what the thread of a run allocates, and says when that is more than it may.</summary>
/// <remarks>
/// The runtime knows exactly how much a thread has allocated, in the framework's code as well as in the guest's. Asking
/// costs more than a guard may, so the guards count down roughly, and the exact number is asked for each time they have
/// reached zero. What is large is counted before it is there. Only the thread of the run uses a meter, but for
/// <see cref="Recount"/>.
/// </remarks>
internal sealed class AllocationMeter(Registers registers)
{
    /// <summary>Bytes between two exact counts: little beside any useful limit, and much beside the cost of one.</summary>
    private const long Interval = 64 * 1024;

    private long _limit = long.MaxValue;
    private long _start;

    /// <summary>Bytes that the last run had allocated when it was last counted.</summary>
    internal long Allocated { get; private set; }

    /// <summary>Begins to count for a run on the calling thread.</summary>
    /// <param name="limit">How many bytes it may allocate; null for no limit.</param>
    internal void Begin(long? limit)
    {
        _limit = limit ?? long.MaxValue;
        _start = GC.GetAllocatedBytesForCurrentThread();
        (Allocated, registers.AllocationLeft) = (0, 0);
    }

    /// <summary>Counts exactly.</summary>
    /// <param name="pending">Bytes that are about to be allocated.</param>
    /// <returns>Whether there is room for them.</returns>
    internal bool TryAccount(long pending)
    {
        Allocated = GC.GetAllocatedBytesForCurrentThread() - _start;
        if (pending > _limit - Allocated)
        {
            return false;
        }

        registers.AllocationLeft = Math.Min(Interval, _limit - Allocated - pending);
        return true;
    }

    /// <summary>Has the guest's thread count exactly when it next allocates. Any thread may ask for it.</summary>
    internal void Recount() => Volatile.Write(ref registers.AllocationLeft, 0);

    /// <summary>Counts for the last time.</summary>
    internal void End() => Allocated = GC.GetAllocatedBytesForCurrentThread() - _start;
}
