using System.Runtime.CompilerServices;

namespace RExecIL.Runtime.Shims;

/// <summary>Stands in for <see cref="ICriticalNotifyCompletion"/>, which the framework's own awaiters implement too.</summary>
public static class ICriticalNotifyCompletionShims
{
    /// <inheritdoc cref="ICriticalNotifyCompletion.UnsafeOnCompleted(Action)"/>
    public static void UnsafeOnCompleted(ICriticalNotifyCompletion self, Action continuation, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(self);
        ArgumentNullException.ThrowIfNull(continuation);
        ArgumentNullException.ThrowIfNull(sandbox);
        self.UnsafeOnCompleted(sandbox.Tasks.Later(continuation));
    }

    /// <inheritdoc cref="ICriticalNotifyCompletion.UnsafeOnCompleted(Action)"/>
    public static void UnsafeOnCompleted<TSelf>(scoped in TSelf self, Action continuation, Sandbox sandbox)
        where TSelf : ICriticalNotifyCompletion, allows ref struct
    {
        ArgumentNullException.ThrowIfNull(continuation);
        ArgumentNullException.ThrowIfNull(sandbox);
        Unsafe.AsRef(in self).UnsafeOnCompleted(sandbox.Tasks.Later(continuation));
    }
}
