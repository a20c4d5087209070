using System.Runtime.CompilerServices;

namespace RExecIL.Runtime.Shims;

/// <summary>Stands in for what waits or goes on in <see cref="ConfiguredValueTaskAwaitable{TResult}.ConfiguredValueTaskAwaiter"/>.</summary>
public static class ConfiguredValueTaskAwaiterOfResultShims
{
    /// <inheritdoc cref="ConfiguredValueTaskAwaitable{TResult}.ConfiguredValueTaskAwaiter.GetResult()"/>
    /// <remarks>Works on other tasks until there is a result.</remarks>
    public static TResult GetResult<TResult>(ref ConfiguredValueTaskAwaitable<TResult>.ConfiguredValueTaskAwaiter self, Sandbox sandbox)
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

    /// <inheritdoc cref="ConfiguredValueTaskAwaitable{TResult}.ConfiguredValueTaskAwaiter.OnCompleted(Action)"/>
    public static void OnCompleted<TResult>(ref ConfiguredValueTaskAwaitable<TResult>.ConfiguredValueTaskAwaiter self, Action continuation, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(continuation);
        ArgumentNullException.ThrowIfNull(sandbox);
        self.OnCompleted(sandbox.Tasks.Later(continuation));
    }

    /// <inheritdoc cref="ConfiguredValueTaskAwaitable{TResult}.ConfiguredValueTaskAwaiter.UnsafeOnCompleted(Action)"/>
    public static void UnsafeOnCompleted<TResult>(ref ConfiguredValueTaskAwaitable<TResult>.ConfiguredValueTaskAwaiter self, Action continuation, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(continuation);
        ArgumentNullException.ThrowIfNull(sandbox);
        self.UnsafeOnCompleted(sandbox.Tasks.Later(continuation));
    }
}
