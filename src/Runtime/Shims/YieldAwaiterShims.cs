using System.Runtime.CompilerServices;

namespace RExecIL.Runtime.Shims;

/// <summary>Stands in for what waits or goes on in <see cref="YieldAwaitable.YieldAwaiter"/>.</summary>
public static class YieldAwaiterShims
{
    /// <inheritdoc cref="YieldAwaitable.YieldAwaiter.OnCompleted(Action)"/>
    public static void OnCompleted(ref YieldAwaitable.YieldAwaiter self, Action continuation, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(continuation);
        ArgumentNullException.ThrowIfNull(sandbox);
        self.OnCompleted(sandbox.Tasks.Later(continuation));
    }

    /// <inheritdoc cref="YieldAwaitable.YieldAwaiter.UnsafeOnCompleted(Action)"/>
    public static void UnsafeOnCompleted(ref YieldAwaitable.YieldAwaiter self, Action continuation, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(continuation);
        ArgumentNullException.ThrowIfNull(sandbox);
        self.UnsafeOnCompleted(sandbox.Tasks.Later(continuation));
    }
}
