using System.Runtime.CompilerServices;
using System.Threading.Tasks.Sources;
using RExecIL.Runtime.Tasks;

namespace RExecIL.Runtime.Shims;

/// <summary>Stands in for <see cref="IValueTaskSource{TResult}"/>, which objects of the host implement too: its async iterators do.</summary>
public static class IValueTaskSourceOfResultShims
{
    /// <inheritdoc cref="IValueTaskSource{TResult}.OnCompleted"/>
    public static void OnCompleted<TResult>(
        IValueTaskSource<TResult> self,
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

    /// <inheritdoc cref="IValueTaskSource{TResult}.OnCompleted"/>
    public static void OnCompleted<TResult, TSelf>(
        scoped in TSelf self,
        Action<object?> continuation,
        object? state,
        short token,
        ValueTaskSourceOnCompletedFlags flags,
        Sandbox sandbox)
        where TSelf : IValueTaskSource<TResult>, allows ref struct
    {
        ArgumentNullException.ThrowIfNull(continuation);
        ArgumentNullException.ThrowIfNull(sandbox);
        Unsafe.AsRef(in self).OnCompleted(GuestScheduler.CallState, sandbox.Tasks.Later(() => continuation(state)), token, flags);
    }
}
