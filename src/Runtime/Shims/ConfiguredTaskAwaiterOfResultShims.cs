using System.Runtime.CompilerServices;

namespace RExecIL.Runtime.Shims;

/// <summary>Stands in for what waits or goes on in <see cref="ConfiguredTaskAwaitable{TResult}.ConfiguredTaskAwaiter"/>.</summary>
public static class ConfiguredTaskAwaiterOfResultShims
{
    /// <inheritdoc cref="ConfiguredTaskAwaitable{TResult}.ConfiguredTaskAwaiter.GetResult()"/>
    /// <remarks>Works on other tasks until there is a result.</remarks>
    public static TResult GetResult<TResult>(ref ConfiguredTaskAwaitable<TResult>.ConfiguredTaskAwaiter self, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(sandbox);
        var awaiter = self; // The guest's code that runs meanwhile may replace the original.
        if (!awaiter.IsCompleted)
        {
            // An awaiter that forces yielding is never completed.
            var isDone = false;
            awaiter.UnsafeOnCompleted(sandbox.Tasks.Later(() => isDone = true));
            sandbox.Tasks.Wait(() => isDone);
        }

        return awaiter.GetResult();
    }

    /// <inheritdoc cref="ConfiguredTaskAwaitable{TResult}.ConfiguredTaskAwaiter.OnCompleted(Action)"/>
    public static void OnCompleted<TResult>(ref ConfiguredTaskAwaitable<TResult>.ConfiguredTaskAwaiter self, Action continuation, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(continuation);
        ArgumentNullException.ThrowIfNull(sandbox);
        self.OnCompleted(sandbox.Tasks.Later(continuation));
    }

    /// <inheritdoc cref="ConfiguredTaskAwaitable{TResult}.ConfiguredTaskAwaiter.UnsafeOnCompleted(Action)"/>
    public static void UnsafeOnCompleted<TResult>(ref ConfiguredTaskAwaitable<TResult>.ConfiguredTaskAwaiter self, Action continuation, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(continuation);
        ArgumentNullException.ThrowIfNull(sandbox);
        self.UnsafeOnCompleted(sandbox.Tasks.Later(continuation));
    }
}
