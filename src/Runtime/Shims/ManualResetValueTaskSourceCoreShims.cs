using System.Threading.Tasks.Sources;
using RExecIL.Runtime.Tasks;

namespace RExecIL.Runtime.Shims;

/// <summary>Stands in for how <see cref="ManualResetValueTaskSourceCore{TResult}"/> goes on: without a context it would do so on a thread of the pool.</summary>
public static class ManualResetValueTaskSourceCoreShims
{
    /// <inheritdoc cref="ManualResetValueTaskSourceCore{TResult}.OnCompleted"/>
    public static void OnCompleted<TResult>(
        ref ManualResetValueTaskSourceCore<TResult> self,
        Action<object?> continuation,
        object? state,
        short token,
        ValueTaskSourceOnCompletedFlags flags,
        Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(continuation);
        ArgumentNullException.ThrowIfNull(sandbox);
        var isAtOnce = !self.RunContinuationsAsynchronously && self.GetStatus(token) == ValueTaskSourceStatus.Pending;
        self.OnCompleted(
            GuestScheduler.CallState,
            sandbox.Tasks.Later(() => continuation(state)),
            token,
            isAtOnce ? ValueTaskSourceOnCompletedFlags.None : ValueTaskSourceOnCompletedFlags.UseSchedulingContext);
    }
}
