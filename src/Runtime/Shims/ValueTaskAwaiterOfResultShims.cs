using System.Runtime.CompilerServices;

namespace RExecIL.Runtime.Shims;

/// <summary>Stands in for what waits or goes on in <see cref="ValueTaskAwaiter{TResult}"/>.</summary>
public static class ValueTaskAwaiterOfResultShims
{
    /// <inheritdoc cref="ValueTaskAwaiter{TResult}.GetResult()"/>
    /// <remarks>Works on other tasks until there is a result.</remarks>
    public static TResult GetResult<TResult>(ref ValueTaskAwaiter<TResult> self, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(sandbox);
        var awaiter = self; // The guest's code that runs meanwhile may replace the original.
        if (!awaiter.IsCompleted)
        {
            var pending = awaiter;
            sandbox.Tasks.Wait(() => pending.IsCompleted);
        }

        return awaiter.GetResult();
    }

    /// <inheritdoc cref="ValueTaskAwaiter{TResult}.OnCompleted(Action)"/>
    public static void OnCompleted<TResult>(ref ValueTaskAwaiter<TResult> self, Action continuation, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(continuation);
        ArgumentNullException.ThrowIfNull(sandbox);
        self.OnCompleted(sandbox.Tasks.Later(continuation));
    }

    /// <inheritdoc cref="ValueTaskAwaiter{TResult}.UnsafeOnCompleted(Action)"/>
    public static void UnsafeOnCompleted<TResult>(ref ValueTaskAwaiter<TResult> self, Action continuation, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(continuation);
        ArgumentNullException.ThrowIfNull(sandbox);
        self.UnsafeOnCompleted(sandbox.Tasks.Later(continuation));
    }
}
