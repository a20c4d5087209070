using System.Runtime.CompilerServices;

namespace RExecIL.Runtime.Tasks;

/// <summary>As <see cref="GuestAwaiter{TAwaiter}"/>, where no execution context flows: stands between a builder and an awaiter, so that the state machine goes on through the sandbox's scheduler.</summary>
/// <remarks>
/// Builders know the framework's awaiters and put state machines straight into their tasks; this one they do not know. What
/// an awaiter throws here they would throw on a thread of the pool, so it ends the run instead.
/// </remarks>
internal readonly struct GuestCriticalAwaiter<TAwaiter>(TAwaiter awaiter, Sandbox sandbox) : ICriticalNotifyCompletion
    where TAwaiter : ICriticalNotifyCompletion
{
    public void OnCompleted(Action continuation) => UnsafeOnCompleted(continuation);

    public void UnsafeOnCompleted(Action continuation)
    {
        try
        {
            var copy = awaiter;
            copy.UnsafeOnCompleted(sandbox.Tasks.Later(continuation));
        }
        catch (Exception exception)
        {
            // The boundary of the guest's own awaiters.
            sandbox.EndUnhandled(exception);
        }
    }
}
