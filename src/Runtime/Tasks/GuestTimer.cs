namespace RExecIL.Runtime.Tasks;

/// <summary>Work that is due at some time.</summary>
/// <param name="due">When, in milliseconds of the scheduler's clock.</param>
/// <param name="work">What to do.</param>
internal sealed class GuestTimer(long due, Action work)
{
    private Action? _work = work;

    internal long Due { get; } = due;

    internal bool IsCancelled => Volatile.Read(ref _work) is null;

    internal void Cancel() => Take();

    /// <summary>The work, once; null when it was taken or cancelled before.</summary>
    internal Action? Take() => Interlocked.Exchange(ref _work, null);
}
