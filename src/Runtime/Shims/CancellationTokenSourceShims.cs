using RExecIL.Runtime.Tasks;

namespace RExecIL.Runtime.Shims;

/// <summary>Stands in for the timers of <see cref="CancellationTokenSource"/>: the sandbox's scheduler has them.</summary>
public static class CancellationTokenSourceShims
{
    /// <inheritdoc cref="CancellationTokenSource(int)"/>
    public static CancellationTokenSource Create(int millisecondsDelay, Sandbox sandbox)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(millisecondsDelay, -1);
        return Create((long)millisecondsDelay, sandbox);
    }

    /// <inheritdoc cref="CancellationTokenSource(TimeSpan)"/>
    public static CancellationTokenSource Create(TimeSpan delay, Sandbox sandbox) => Create(Milliseconds.Of(delay), sandbox);

    /// <inheritdoc cref="CancellationTokenSource.CancelAfter(int)"/>
    public static void CancelAfter(CancellationTokenSource self, int millisecondsDelay, Sandbox sandbox)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(millisecondsDelay, -1);
        CancelAfter(self, (long)millisecondsDelay, sandbox);
    }

    /// <inheritdoc cref="CancellationTokenSource.CancelAfter(TimeSpan)"/>
    public static void CancelAfter(CancellationTokenSource self, TimeSpan delay, Sandbox sandbox) =>
        CancelAfter(self, Milliseconds.Of(delay), sandbox);

    /// <inheritdoc cref="CancellationTokenSource.Dispose()"/>
    public static void Dispose(CancellationTokenSource self, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(self);
        ArgumentNullException.ThrowIfNull(sandbox);
        sandbox.Tasks.CancelAfter(self, -1);
        self.Dispose();
    }

    private static CancellationTokenSource Create(long milliseconds, Sandbox sandbox)
    {
        var source = new CancellationTokenSource();
        CancelAfter(source, milliseconds, sandbox);
        return source;
    }

    private static void CancelAfter(CancellationTokenSource self, long milliseconds, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(self);
        ArgumentNullException.ThrowIfNull(sandbox);
        _ = self.Token; // throws when it is disposed of
        if (milliseconds == 0)
        {
            self.Cancel();
        }
        else if (!self.IsCancellationRequested)
        {
            sandbox.Tasks.CancelAfter(self, milliseconds);
        }
    }
}
