using System.Runtime.CompilerServices;

namespace RExecIL.Runtime.Shims;

/// <summary>Stands in for <see cref="INotifyCompletion"/>, which the framework's own awaiters implement too.</summary>
public static class INotifyCompletionShims
{
    /// <inheritdoc cref="INotifyCompletion.OnCompleted(Action)"/>
    public static void OnCompleted(INotifyCompletion self, Action continuation, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(self);
        ArgumentNullException.ThrowIfNull(continuation);
        ArgumentNullException.ThrowIfNull(sandbox);
        self.OnCompleted(sandbox.Tasks.Later(continuation));
    }

    /// <inheritdoc cref="INotifyCompletion.OnCompleted(Action)"/>
    public static void OnCompleted<TSelf>(scoped in TSelf self, Action continuation, Sandbox sandbox)
        where TSelf : INotifyCompletion, allows ref struct
    {
        ArgumentNullException.ThrowIfNull(continuation);
        ArgumentNullException.ThrowIfNull(sandbox);
        Unsafe.AsRef(in self).OnCompleted(sandbox.Tasks.Later(continuation));
    }
}
