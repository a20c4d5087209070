using System.Runtime.CompilerServices;

namespace RExecIL.Runtime.Shims;

/// <summary>Stands in for what waits or goes on in <see cref="TaskAwaiter"/>.</summary>
public static class TaskAwaiterShims
{
    /// <inheritdoc cref="TaskAwaiter.GetResult()"/>
    /// <remarks>Works on other tasks until there is a result.</remarks>
    public static void GetResult(ref TaskAwaiter self, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(sandbox);
        var awaiter = self; // The guest's code that runs meanwhile may replace the original.
        if (!awaiter.IsCompleted)
        {
            var pending = awaiter;
            sandbox.Tasks.Wait(() => pending.IsCompleted);
        }

        awaiter.GetResult();
    }

    /// <inheritdoc cref="TaskAwaiter.OnCompleted(Action)"/>
    public static void OnCompleted(ref TaskAwaiter self, Action continuation, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(continuation);
        ArgumentNullException.ThrowIfNull(sandbox);
        self.OnCompleted(sandbox.Tasks.Later(continuation));
    }

    /// <inheritdoc cref="TaskAwaiter.UnsafeOnCompleted(Action)"/>
    public static void UnsafeOnCompleted(ref TaskAwaiter self, Action continuation, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(continuation);
        ArgumentNullException.ThrowIfNull(sandbox);
        self.UnsafeOnCompleted(sandbox.Tasks.Later(continuation));
    }
}
