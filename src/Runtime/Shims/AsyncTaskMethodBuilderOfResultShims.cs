using System.Runtime.CompilerServices;
using RExecIL.Runtime.Tasks;

namespace RExecIL.Runtime.Shims;

/// <summary>Stands in for how <see cref="AsyncTaskMethodBuilder{TResult}"/> goes on after an <c>await</c>: through the sandbox's scheduler.</summary>
public static class AsyncTaskMethodBuilderOfResultShims
{
    /// <inheritdoc cref="AsyncTaskMethodBuilder{TResult}.AwaitOnCompleted{TAwaiter, TStateMachine}(ref TAwaiter, ref TStateMachine)"/>
    public static void AwaitOnCompleted<TResult, TAwaiter, TStateMachine>(
        ref AsyncTaskMethodBuilder<TResult> self, ref TAwaiter awaiter, ref TStateMachine stateMachine, Sandbox sandbox)
        where TAwaiter : INotifyCompletion
        where TStateMachine : IAsyncStateMachine
    {
        ArgumentNullException.ThrowIfNull(sandbox);
        var proxy = new GuestAwaiter<TAwaiter>(awaiter, sandbox);
        self.AwaitOnCompleted(ref proxy, ref stateMachine);
    }

    /// <inheritdoc cref="AsyncTaskMethodBuilder{TResult}.AwaitUnsafeOnCompleted{TAwaiter, TStateMachine}(ref TAwaiter, ref TStateMachine)"/>
    public static void AwaitUnsafeOnCompleted<TResult, TAwaiter, TStateMachine>(
        ref AsyncTaskMethodBuilder<TResult> self, ref TAwaiter awaiter, ref TStateMachine stateMachine, Sandbox sandbox)
        where TAwaiter : ICriticalNotifyCompletion
        where TStateMachine : IAsyncStateMachine
    {
        ArgumentNullException.ThrowIfNull(sandbox);
        var proxy = new GuestCriticalAwaiter<TAwaiter>(awaiter, sandbox);
        self.AwaitUnsafeOnCompleted(ref proxy, ref stateMachine);
    }

    /// <inheritdoc cref="AsyncTaskMethodBuilder{TResult}.SetException(Exception)"/>
    /// <remarks>Nobody else hears of it: the host's <c>UnobservedTaskException</c> would run the guest's code.</remarks>
    public static void SetException<TResult>(ref AsyncTaskMethodBuilder<TResult> self, Exception exception)
    {
        var task = self.Task; // What goes on after it may replace the original builder.
        self.SetException(exception);
        _ = task.Exception;
    }
}
