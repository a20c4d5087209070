using System.Runtime.CompilerServices;

namespace RExecIL.Runtime.Tasks;

/// <summary>A task as our own asynchronous code awaits it: what comes after it runs on the guest's thread.</summary>
/// <param name="task">The task.</param>
/// <param name="register">Has something called on the guest's thread when it is done. Never throws.</param>
internal readonly struct ScheduledTask<T>(Task<T> task, Action<Task, Action> register) : ICriticalNotifyCompletion
{
    public bool IsCompleted => task.IsCompleted;

    public ScheduledTask<T> GetAwaiter() => this;

    public T GetResult() => task.GetAwaiter().GetResult();

    public void OnCompleted(Action continuation) => UnsafeOnCompleted(continuation);

    public void UnsafeOnCompleted(Action continuation) => register(task, continuation);
}
