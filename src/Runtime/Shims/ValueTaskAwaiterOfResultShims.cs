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
        if (!self.IsCompleted)
        {
            var awaiter = self;
            sandbox.Tasks.Wait(() => awaiter.IsCompleted);
        }

        return self.GetResult();
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
