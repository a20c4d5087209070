using System.Runtime.CompilerServices;
using RExecIL.Runtime.Tasks;

namespace RExecIL.Runtime.Shims;

/// <summary>Stands in for how <see cref="AsyncValueTaskMethodBuilder"/> goes on after an <c>await</c>: through the sandbox's scheduler.</summary>
public static class AsyncValueTaskMethodBuilderShims
{
    /// <inheritdoc cref="AsyncValueTaskMethodBuilder.AwaitOnCompleted{TAwaiter, TStateMachine}(ref TAwaiter, ref TStateMachine)"/>
    public static void AwaitOnCompleted<TAwaiter, TStateMachine>(
        ref AsyncValueTaskMethodBuilder self, ref TAwaiter awaiter, ref TStateMachine stateMachine, Sandbox sandbox)
        where TAwaiter : INotifyCompletion
        where TStateMachine : IAsyncStateMachine
    {
        ArgumentNullException.ThrowIfNull(sandbox);
        var proxy = new GuestAwaiter<TAwaiter>(awaiter, sandbox);
        self.AwaitOnCompleted(ref proxy, ref stateMachine);
    }

    /// <inheritdoc cref="AsyncValueTaskMethodBuilder.AwaitUnsafeOnCompleted{TAwaiter, TStateMachine}(ref TAwaiter, ref TStateMachine)"/>
    public static void AwaitUnsafeOnCompleted<TAwaiter, TStateMachine>(
        ref AsyncValueTaskMethodBuilder self, ref TAwaiter awaiter, ref TStateMachine stateMachine, Sandbox sandbox)
        where TAwaiter : ICriticalNotifyCompletion
        where TStateMachine : IAsyncStateMachine
    {
        ArgumentNullException.ThrowIfNull(sandbox);
        var proxy = new GuestCriticalAwaiter<TAwaiter>(awaiter, sandbox);
        self.AwaitUnsafeOnCompleted(ref proxy, ref stateMachine);
    }

    /// <inheritdoc cref="AsyncValueTaskMethodBuilder.SetException(Exception)"/>
    /// <remarks>Nobody else hears of it: the host's <c>UnobservedTaskException</c> would run the guest's code.</remarks>
    public static void SetException(ref AsyncValueTaskMethodBuilder self, Exception exception)
    {
        var task = self.Task.AsTask(); // What goes on after it may replace the original builder.
        self.SetException(exception);
        _ = task.Exception;
    }
}
