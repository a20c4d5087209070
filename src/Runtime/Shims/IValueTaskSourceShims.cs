using System.Runtime.CompilerServices;
using System.Threading.Tasks.Sources;
using RExecIL.Runtime.Tasks;

namespace RExecIL.Runtime.Shims;

/// <summary>Stands in for <see cref="IValueTaskSource"/>, which objects of the host implement too: its async iterators do.</summary>
public static class IValueTaskSourceShims
{
    /// <inheritdoc cref="IValueTaskSource.OnCompleted"/>
    public static void OnCompleted(
        IValueTaskSource self,
        Action<object?> continuation,
        object? state,
        short token,
        ValueTaskSourceOnCompletedFlags flags,
        Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(self);
        ArgumentNullException.ThrowIfNull(continuation);
        ArgumentNullException.ThrowIfNull(sandbox);
        self.OnCompleted(GuestScheduler.CallState, sandbox.Tasks.Later(() => continuation(state)), token, flags);
    }

    /// <inheritdoc cref="IValueTaskSource.OnCompleted"/>
    public static void OnCompleted<TSelf>(
        scoped in TSelf self,
        Action<object?> continuation,
        object? state,
        short token,
        ValueTaskSourceOnCompletedFlags flags,
        Sandbox sandbox)
        where TSelf : IValueTaskSource, allows ref struct
    {
        ArgumentNullException.ThrowIfNull(continuation);
        ArgumentNullException.ThrowIfNull(sandbox);
        Unsafe.AsRef(in self).OnCompleted(GuestScheduler.CallState, sandbox.Tasks.Later(() => continuation(state)), token, flags);
    }
}
