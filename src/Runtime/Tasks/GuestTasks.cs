using System.Diagnostics.CodeAnalysis;

namespace RExecIL.Runtime.Tasks;

/// <summary>Makes the tasks that the framework would complete on threads of its own.</summary>
[SuppressMessage("Design", "CA1068", Justification = "The sandbox comes last.")]
internal static class GuestTasks
{
    /// <summary>Units of fuel for each task of many that are waited for together.</summary>
    private const int UnitsOfTask = 50;

    /// <summary>Calls a delegate as the next work.</summary>
    internal static Task Called(Action action, CancellationToken cancellation, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(action);
        return Called(() => Give(action), cancellation, sandbox);
    }

    /// <inheritdoc cref="Called(Action, CancellationToken, Sandbox)"/>
    internal static Task<TResult> Called<TResult>(Func<TResult> function, CancellationToken cancellation, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(function);
        var source = new TaskCompletionSource<TResult>();
        sandbox.Tasks.Post(() => Complete(source, function, cancellation, sandbox));
        return source.Task;
    }

    /// <summary>Calls a delegate as the next work, and goes on with the task it gives.</summary>
    internal static Task Unwrapped(Func<Task?> function, CancellationToken cancellation, Sandbox sandbox) =>
        Unwrap(Called(function, cancellation, sandbox)!, sandbox);

    /// <inheritdoc cref="Unwrapped(Func{Task}, CancellationToken, Sandbox)"/>
    internal static Task<TResult> Unwrapped<TResult>(
        Func<Task<TResult>?> function, CancellationToken cancellation, Sandbox sandbox) =>
        Unwrap(Called(function, cancellation, sandbox)!, sandbox);

    /// <summary>The task that a task gives.</summary>
    internal static Task Unwrap(Task<Task> outer, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(outer);
        var source = new TaskCompletionSource();
        sandbox.Tasks.WhenCompleted(outer, Outer, atOnce: true);
        return source.Task;

        void Outer()
        {
            if (outer.IsFaulted)
            {
                source.TrySetException(outer.Exception!.InnerExceptions);
                Observed.By(source.Task);
            }
            else if (!outer.IsCanceled && outer.Result is { } inner)
            {
                sandbox.Tasks.WhenCompleted(inner, () => Observed.By(Set(source, inner)), atOnce: true);
            }
            else
            {
                source.TrySetCanceled();
            }
        }
    }

    /// <inheritdoc cref="Unwrap(Task{Task}, Sandbox)"/>
    internal static Task<TResult> Unwrap<TResult>(Task<Task<TResult>> outer, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(outer);
        var source = new TaskCompletionSource<TResult>();
        sandbox.Tasks.WhenCompleted(outer, Outer, atOnce: true);
        return source.Task;

        void Outer()
        {
            if (outer.IsFaulted)
            {
                source.TrySetException(outer.Exception!.InnerExceptions);
                Observed.By(source.Task);
            }
            else if (!outer.IsCanceled && outer.Result is { } inner)
            {
                sandbox.Tasks.WhenCompleted(inner, () => Observed.By(Set(source, inner)), atOnce: true);
            }
            else
            {
                source.TrySetCanceled();
            }
        }
    }

    /// <summary>A task that is done after some milliseconds; never for -1.</summary>
    internal static Task Delay(long milliseconds, CancellationToken cancellation, Sandbox sandbox)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(milliseconds, -1);
        if (cancellation.IsCancellationRequested)
        {
            return Task.FromCanceled(cancellation);
        }

        if (milliseconds == 0)
        {
            return Task.CompletedTask;
        }

        var source = new TaskCompletionSource();
        var timer = milliseconds < 0 ? null : sandbox.Tasks.After(milliseconds, () => source.TrySetResult());
        if (cancellation.CanBeCanceled)
        {
            var registration = cancellation.UnsafeRegister(
                (_, token) =>
                {
                    timer?.Cancel();
                    source.TrySetCanceled(token);
                },
                null);
            sandbox.Tasks.WhenCompleted(source.Task, () => registration.Unregister(), atOnce: true);
        }

        return source.Task;
    }

    /// <summary>Works until the task has completed.</summary>
    internal static bool Wait(Task task, long milliseconds, CancellationToken cancellation, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(sandbox);
        ArgumentOutOfRangeException.ThrowIfLessThan(milliseconds, -1);
        if (!task.IsCompleted && !sandbox.Tasks.Wait(() => task.IsCompleted, milliseconds, cancellation))
        {
            return false;
        }

        task.Wait(CancellationToken.None); // has completed: throws what it failed with
        return true;
    }

    /// <summary>A task that is done when all are.</summary>
    internal static Task WhenAll(Task[] tasks, Sandbox sandbox)
    {
        sandbox.Burn((long)tasks.Length * UnitsOfTask);
        var source = new TaskCompletionSource();
        AfterAll(tasks, () => Observed.By(Set(source, Task.WhenAll(tasks))), sandbox);
        return source.Task;
    }

    /// <inheritdoc cref="WhenAll(Task[], Sandbox)"/>
    internal static Task<TResult[]> WhenAll<TResult>(Task<TResult>[] tasks, Sandbox sandbox)
    {
        sandbox.Burn((long)tasks.Length * UnitsOfTask);
        var source = new TaskCompletionSource<TResult[]>();
        AfterAll(tasks, () => Observed.By(Set(source, Task.WhenAll(tasks))), sandbox);
        return source.Task;
    }

    /// <summary>A task that gives the first that is done.</summary>
    internal static Task<TTask> WhenAny<TTask>(TTask[] tasks, Sandbox sandbox)
        where TTask : Task
    {
        ThrowIfNone(tasks);
        sandbox.Burn((long)tasks.Length * UnitsOfTask);
        if (tasks.Length == 0)
        {
            throw new ArgumentException("The tasks argument contains no tasks.", nameof(tasks));
        }

        if (tasks.FirstOrDefault(task => task.IsCompleted) is { } first)
        {
            return Task.FromResult(first);
        }

        var source = new TaskCompletionSource<TTask>();
        foreach (var task in tasks)
        {
            sandbox.Tasks.WhenCompleted(task, () => source.TrySetResult(task), atOnce: true);
        }

        return source.Task;
    }

    /// <summary>Calls a delegate after a task.</summary>
    internal static Task Continue(
        Task task, Action action, CancellationToken cancellation, TaskContinuationOptions options, Sandbox sandbox) =>
        Continue(task, () => Give(action), cancellation, options, sandbox);

    /// <inheritdoc cref="Continue(Task, Action, CancellationToken, TaskContinuationOptions, Sandbox)"/>
    internal static Task<TResult> Continue<TResult>(
        Task task, Func<TResult> function, CancellationToken cancellation, TaskContinuationOptions options, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(task);
        var source = new TaskCompletionSource<TResult>();
        sandbox.Tasks.WhenCompleted(task, Next, options.HasFlag(TaskContinuationOptions.ExecuteSynchronously));
        return source.Task;

        void Next()
        {
            if (options.HasFlag(Excluding(task)))
            {
                source.TrySetCanceled();
            }
            else
            {
                Complete(source, function, cancellation, sandbox);
            }
        }
    }

    private static TaskContinuationOptions Excluding(Task task) => task.Status switch
    {
        TaskStatus.RanToCompletion => TaskContinuationOptions.NotOnRanToCompletion,
        TaskStatus.Faulted => TaskContinuationOptions.NotOnFaulted,
        _ => TaskContinuationOptions.NotOnCanceled,
    };

    private static bool Give(Action action)
    {
        action();
        return true;
    }

    // A filter, so that an end travels on and does not become the failure of a task.
    private static void Complete<TResult>(
        TaskCompletionSource<TResult> source, Func<TResult> function, CancellationToken cancellation, Sandbox sandbox)
    {
        if (cancellation.IsCancellationRequested)
        {
            source.TrySetCanceled(cancellation);
            return;
        }

        TResult result;
        try
        {
            result = function();
        }
        catch (OperationCanceledException exception) when (
            !sandbox.IsTerminating && cancellation.IsCancellationRequested && exception.CancellationToken == cancellation)
        {
            source.TrySetCanceled(cancellation);
            return;
        }
        catch (Exception exception) when (!sandbox.IsTerminating)
        {
            source.TrySetException(exception);
            Observed.By(source.Task);
            return;
        }

        source.TrySetResult(result);
    }

    private static void AfterAll(Task[] tasks, Action done, Sandbox sandbox)
    {
        ThrowIfNone(tasks);
        var left = 1;
        foreach (var task in tasks)
        {
            if (!task.IsCompleted)
            {
                left++;
                sandbox.Tasks.WhenCompleted(task, Count, atOnce: true);
            }
        }

        Count();

        void Count()
        {
            left--;
            if (left == 0)
            {
                done();
            }
        }
    }

    private static void ThrowIfNone(Task[] tasks)
    {
        if (tasks.Contains(null!))
        {
            throw new ArgumentException("The tasks argument included a null value.", nameof(tasks));
        }
    }

    private static Task Set(TaskCompletionSource source, Task completed)
    {
        source.TrySetFromTask(completed);
        return source.Task;
    }

    private static Task<TResult> Set<TResult>(TaskCompletionSource<TResult> source, Task<TResult> completed)
    {
        source.TrySetFromTask(completed);
        return source.Task;
    }
}
