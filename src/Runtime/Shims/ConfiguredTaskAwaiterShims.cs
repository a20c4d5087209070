using System.Runtime.CompilerServices;

namespace RExecIL.Runtime.Shims;

/// <summary>Stands in for what waits or goes on in <see cref="ConfiguredTaskAwaitable.ConfiguredTaskAwaiter"/>.</summary>
public static class ConfiguredTaskAwaiterShims
{
    /// <inheritdoc cref="ConfiguredTaskAwaitable.ConfiguredTaskAwaiter.GetResult()"/>
    /// <remarks>Works on other tasks until there is a result.</remarks>
    public static void GetResult(ref ConfiguredTaskAwaitable.ConfiguredTaskAwaiter self, Sandbox sandbox)
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

        awaiter.GetResult();
    }

    /// <inheritdoc cref="ConfiguredTaskAwaitable.ConfiguredTaskAwaiter.OnCompleted(Action)"/>
    public static void OnCompleted(ref ConfiguredTaskAwaitable.ConfiguredTaskAwaiter self, Action continuation, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(continuation);
        ArgumentNullException.ThrowIfNull(sandbox);
        self.OnCompleted(sandbox.Tasks.Later(continuation));
    }

    /// <inheritdoc cref="ConfiguredTaskAwaitable.ConfiguredTaskAwaiter.UnsafeOnCompleted(Action)"/>
    public static void UnsafeOnCompleted(ref ConfiguredTaskAwaitable.ConfiguredTaskAwaiter self, Action continuation, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(continuation);
        ArgumentNullException.ThrowIfNull(sandbox);
        self.UnsafeOnCompleted(sandbox.Tasks.Later(continuation));
    }
}
