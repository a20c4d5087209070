using System.Runtime.CompilerServices;
using RExecIL.Runtime.Tasks;

namespace RExecIL.Runtime.Shims;

/// <summary>Stands in for how <see cref="AsyncIteratorMethodBuilder"/> goes on after an <c>await</c>: through the sandbox's scheduler.</summary>
public static class AsyncIteratorMethodBuilderShims
{
    /// <inheritdoc cref="AsyncIteratorMethodBuilder.AwaitOnCompleted{TAwaiter, TStateMachine}(ref TAwaiter, ref TStateMachine)"/>
    public static void AwaitOnCompleted<TAwaiter, TStateMachine>(
        ref AsyncIteratorMethodBuilder self, ref TAwaiter awaiter, ref TStateMachine stateMachine, Sandbox sandbox)
        where TAwaiter : INotifyCompletion
        where TStateMachine : IAsyncStateMachine
    {
        ArgumentNullException.ThrowIfNull(sandbox);
        var proxy = new GuestAwaiter<TAwaiter>(awaiter, sandbox);
        self.AwaitOnCompleted(ref proxy, ref stateMachine);
    }

    /// <inheritdoc cref="AsyncIteratorMethodBuilder.AwaitUnsafeOnCompleted{TAwaiter, TStateMachine}(ref TAwaiter, ref TStateMachine)"/>
    public static void AwaitUnsafeOnCompleted<TAwaiter, TStateMachine>(
        ref AsyncIteratorMethodBuilder self, ref TAwaiter awaiter, ref TStateMachine stateMachine, Sandbox sandbox)
        where TAwaiter : ICriticalNotifyCompletion
        where TStateMachine : IAsyncStateMachine
    {
        ArgumentNullException.ThrowIfNull(sandbox);
        var proxy = new GuestCriticalAwaiter<TAwaiter>(awaiter, sandbox);
        self.AwaitUnsafeOnCompleted(ref proxy, ref stateMachine);
    }
}
