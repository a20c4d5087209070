using RExecIL.Runtime.Tasks;

namespace RExecIL.Runtime.Shims;

/// <summary>Stands in for <see cref="TaskExtensions"/>: what it makes fails unheard by the host.</summary>
public static class TaskExtensionsShims
{
    /// <inheritdoc cref="TaskExtensions.Unwrap(Task{Task})"/>
    public static Task Unwrap(Task<Task> task, Sandbox sandbox) => GuestTasks.Unwrap(task, sandbox);

    /// <inheritdoc cref="TaskExtensions.Unwrap{TResult}(Task{Task{TResult}})"/>
    public static Task<TResult> Unwrap<TResult>(Task<Task<TResult>> task, Sandbox sandbox) => GuestTasks.Unwrap(task, sandbox);
}
