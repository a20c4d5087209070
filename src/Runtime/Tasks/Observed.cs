namespace RExecIL.Runtime.Tasks;

/// <summary>Keeps failures of a guest's tasks from the host's <see cref="TaskScheduler.UnobservedTaskException"/>.</summary>
/// <remarks>Its handlers run on the finalizer's thread, and print exceptions whose messages are the guest's code.</remarks>
internal static class Observed
{
    /// <summary>The task, whose failure counts as seen.</summary>
    internal static TTask By<TTask>(TTask task)
        where TTask : Task
    {
        if (task.IsCompleted)
        {
            _ = task.Exception;
        }
        else
        {
            task.ContinueWith(
                static completed => _ = completed.Exception,
                CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default);
        }

        return task;
    }
}
