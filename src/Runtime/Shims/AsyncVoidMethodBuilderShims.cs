using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using RExecIL.Runtime.Tasks;

namespace RExecIL.Runtime.Shims;

/// <summary>Stands in for how <see cref="AsyncVoidMethodBuilder"/> goes on after an <c>await</c>: through the sandbox's scheduler.</summary>
public static class AsyncVoidMethodBuilderShims
{
    /// <inheritdoc cref="AsyncVoidMethodBuilder.AwaitOnCompleted{TAwaiter, TStateMachine}(ref TAwaiter, ref TStateMachine)"/>
    public static void AwaitOnCompleted<TAwaiter, TStateMachine>(
        ref AsyncVoidMethodBuilder self, ref TAwaiter awaiter, ref TStateMachine stateMachine, Sandbox sandbox)
        where TAwaiter : INotifyCompletion
        where TStateMachine : IAsyncStateMachine
    {
        ArgumentNullException.ThrowIfNull(sandbox);
        var proxy = new GuestAwaiter<TAwaiter>(awaiter, sandbox);
        self.AwaitOnCompleted(ref proxy, ref stateMachine);
    }

    /// <inheritdoc cref="AsyncVoidMethodBuilder.AwaitUnsafeOnCompleted{TAwaiter, TStateMachine}(ref TAwaiter, ref TStateMachine)"/>
    public static void AwaitUnsafeOnCompleted<TAwaiter, TStateMachine>(
        ref AsyncVoidMethodBuilder self, ref TAwaiter awaiter, ref TStateMachine stateMachine, Sandbox sandbox)
        where TAwaiter : ICriticalNotifyCompletion
        where TStateMachine : IAsyncStateMachine
    {
        ArgumentNullException.ThrowIfNull(sandbox);
        var proxy = new GuestCriticalAwaiter<TAwaiter>(awaiter, sandbox);
        self.AwaitUnsafeOnCompleted(ref proxy, ref stateMachine);
    }

    /// <summary>Ends the run: the framework would throw on a thread of its pool.</summary>
    public static void SetException(ref AsyncVoidMethodBuilder self, Exception exception, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(exception);
        ArgumentNullException.ThrowIfNull(sandbox);
        sandbox.Tasks.Post(() => ExceptionDispatchInfo.Throw(exception));
    }
}
