using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using RExecIL.Runtime.Tasks;

namespace RExecIL.Runtime.Shims;

/// <summary>Stands in for what waits, goes on or fails in <see cref="Task"/>: all runs on the guest's thread.</summary>
[SuppressMessage("Design", "CA1068", Justification = "The sandbox comes last.")]
public static class TaskShims
{
    /// <inheritdoc cref="Task.Run(Action)"/>
    public static Task Run(Action action, Sandbox sandbox) =>
        GuestTasks.Called(action, CancellationToken.None, sandbox);

    /// <inheritdoc cref="Task.Run(Action, CancellationToken)"/>
    public static Task Run(Action action, CancellationToken cancellationToken, Sandbox sandbox) =>
        GuestTasks.Called(action, cancellationToken, sandbox);

    /// <inheritdoc cref="Task.Run{TResult}(Func{TResult})"/>
    public static Task<TResult> Run<TResult>(Func<TResult> function, Sandbox sandbox) =>
        GuestTasks.Called(function, CancellationToken.None, sandbox);

    /// <inheritdoc cref="Task.Run{TResult}(Func{TResult}, CancellationToken)"/>
    public static Task<TResult> Run<TResult>(Func<TResult> function, CancellationToken cancellationToken, Sandbox sandbox) =>
        GuestTasks.Called(function, cancellationToken, sandbox);

    /// <inheritdoc cref="Task.Run(Func{Task})"/>
    public static Task Run(Func<Task?> function, Sandbox sandbox) =>
        GuestTasks.Unwrapped(function, CancellationToken.None, sandbox);

    /// <inheritdoc cref="Task.Run(Func{Task}, CancellationToken)"/>
    public static Task Run(Func<Task?> function, CancellationToken cancellationToken, Sandbox sandbox) =>
        GuestTasks.Unwrapped(function, cancellationToken, sandbox);

    /// <inheritdoc cref="Task.Run{TResult}(Func{Task{TResult}})"/>
    public static Task<TResult> Run<TResult>(Func<Task<TResult>?> function, Sandbox sandbox) =>
        GuestTasks.Unwrapped(function, CancellationToken.None, sandbox);

    /// <inheritdoc cref="Task.Run{TResult}(Func{Task{TResult}}, CancellationToken)"/>
    public static Task<TResult> Run<TResult>(Func<Task<TResult>?> function, CancellationToken cancellationToken, Sandbox sandbox) =>
        GuestTasks.Unwrapped(function, cancellationToken, sandbox);

    /// <inheritdoc cref="Task.Delay(int)"/>
    public static Task Delay(int millisecondsDelay, Sandbox sandbox) =>
        GuestTasks.Delay(millisecondsDelay, CancellationToken.None, sandbox);

    /// <inheritdoc cref="Task.Delay(int, CancellationToken)"/>
    public static Task Delay(int millisecondsDelay, CancellationToken cancellationToken, Sandbox sandbox) =>
        GuestTasks.Delay(millisecondsDelay, cancellationToken, sandbox);

    /// <inheritdoc cref="Task.Delay(TimeSpan)"/>
    public static Task Delay(TimeSpan delay, Sandbox sandbox) =>
        GuestTasks.Delay(Milliseconds.Of(delay), CancellationToken.None, sandbox);

    /// <inheritdoc cref="Task.Delay(TimeSpan, CancellationToken)"/>
    public static Task Delay(TimeSpan delay, CancellationToken cancellationToken, Sandbox sandbox) =>
        GuestTasks.Delay(Milliseconds.Of(delay), cancellationToken, sandbox);

    /// <inheritdoc cref="Task.FromException(Exception)"/>
    public static Task FromException(Exception exception) => Observed.By(Task.FromException(exception));

    /// <inheritdoc cref="Task.FromException{TResult}(Exception)"/>
    public static Task<TResult> FromException<TResult>(Exception exception) =>
        Observed.By(Task.FromException<TResult>(exception));

    /// <inheritdoc cref="Task.ConfigureAwait(bool)"/>
    /// <remarks>A sandbox has one context only.</remarks>
    public static ConfiguredTaskAwaitable ConfigureAwait(Task self, bool continueOnCapturedContext)
    {
        ArgumentNullException.ThrowIfNull(self);
        return self.ConfigureAwait(true);
    }

    /// <inheritdoc cref="Task.ConfigureAwait(ConfigureAwaitOptions)"/>
    public static ConfiguredTaskAwaitable ConfigureAwait(Task self, ConfigureAwaitOptions options)
    {
        ArgumentNullException.ThrowIfNull(self);
        var needless = self.IsCompleted ? ConfigureAwaitOptions.None : ConfigureAwaitOptions.ForceYielding;
        return self.ConfigureAwait((options & ~needless) | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    /// <inheritdoc cref="Task.Wait()"/>
    public static void Wait(Task self, Sandbox sandbox) =>
        GuestTasks.Wait(self, -1, CancellationToken.None, sandbox);

    /// <inheritdoc cref="Task.Wait(int)"/>
    public static bool Wait(Task self, int millisecondsTimeout, Sandbox sandbox) =>
        GuestTasks.Wait(self, millisecondsTimeout, CancellationToken.None, sandbox);

    /// <inheritdoc cref="Task.Wait(TimeSpan)"/>
    public static bool Wait(Task self, TimeSpan timeout, Sandbox sandbox) =>
        GuestTasks.Wait(self, Milliseconds.Of(timeout), CancellationToken.None, sandbox);

    /// <inheritdoc cref="Task.Wait(CancellationToken)"/>
    public static void Wait(Task self, CancellationToken cancellationToken, Sandbox sandbox) =>
        GuestTasks.Wait(self, -1, cancellationToken, sandbox);

    /// <inheritdoc cref="Task.Wait(int, CancellationToken)"/>
    public static bool Wait(Task self, int millisecondsTimeout, CancellationToken cancellationToken, Sandbox sandbox) =>
        GuestTasks.Wait(self, millisecondsTimeout, cancellationToken, sandbox);

    /// <inheritdoc cref="Task.WhenAll(Task[])"/>
    public static Task WhenAll(Task[] tasks, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(tasks);
        return GuestTasks.WhenAll([.. tasks], sandbox);
    }

    /// <inheritdoc cref="Task.WhenAny(Task[])"/>
    public static Task<Task> WhenAny(Task[] tasks, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(tasks);
        return GuestTasks.WhenAny<Task>([.. tasks], sandbox);
    }

    /// <inheritdoc cref="Task.WhenAll(IEnumerable{Task})"/>
    public static Task WhenAll(IEnumerable<Task> tasks, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(tasks);
        return GuestTasks.WhenAll([.. tasks], sandbox);
    }

    /// <inheritdoc cref="Task.WhenAny(IEnumerable{Task})"/>
    public static Task<Task> WhenAny(IEnumerable<Task> tasks, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(tasks);
        return GuestTasks.WhenAny<Task>([.. tasks], sandbox);
    }

    /// <inheritdoc cref="Task.WhenAll(ReadOnlySpan{Task})"/>
    public static Task WhenAll(ReadOnlySpan<Task> tasks, Sandbox sandbox)
    {
        return GuestTasks.WhenAll(tasks.ToArray(), sandbox);
    }

    /// <inheritdoc cref="Task.WhenAny(ReadOnlySpan{Task})"/>
    public static Task<Task> WhenAny(ReadOnlySpan<Task> tasks, Sandbox sandbox)
    {
        return GuestTasks.WhenAny<Task>(tasks.ToArray(), sandbox);
    }

    /// <inheritdoc cref="Task.WhenAny(Task, Task)"/>
    public static Task<Task> WhenAny(Task task1, Task task2, Sandbox sandbox) => GuestTasks.WhenAny<Task>([task1, task2], sandbox);

    /// <inheritdoc cref="Task.WhenAll{TResult}(Task{TResult}[])"/>
    public static Task<TResult[]> WhenAll<TResult>(Task<TResult>[] tasks, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(tasks);
        return GuestTasks.WhenAll<TResult>([.. tasks], sandbox);
    }

    /// <inheritdoc cref="Task.WhenAny{TResult}(Task{TResult}[])"/>
    public static Task<Task<TResult>> WhenAny<TResult>(Task<TResult>[] tasks, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(tasks);
        return GuestTasks.WhenAny<Task<TResult>>([.. tasks], sandbox);
    }

    /// <inheritdoc cref="Task.WhenAll{TResult}(IEnumerable{Task{TResult}})"/>
    public static Task<TResult[]> WhenAll<TResult>(IEnumerable<Task<TResult>> tasks, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(tasks);
        return GuestTasks.WhenAll<TResult>([.. tasks], sandbox);
    }

    /// <inheritdoc cref="Task.WhenAny{TResult}(IEnumerable{Task{TResult}})"/>
    public static Task<Task<TResult>> WhenAny<TResult>(IEnumerable<Task<TResult>> tasks, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(tasks);
        return GuestTasks.WhenAny<Task<TResult>>([.. tasks], sandbox);
    }

    /// <inheritdoc cref="Task.WhenAll{TResult}(ReadOnlySpan{Task{TResult}})"/>
    public static Task<TResult[]> WhenAll<TResult>(ReadOnlySpan<Task<TResult>> tasks, Sandbox sandbox)
    {
        return GuestTasks.WhenAll<TResult>(tasks.ToArray(), sandbox);
    }

    /// <inheritdoc cref="Task.WhenAny{TResult}(ReadOnlySpan{Task{TResult}})"/>
    public static Task<Task<TResult>> WhenAny<TResult>(ReadOnlySpan<Task<TResult>> tasks, Sandbox sandbox)
    {
        return GuestTasks.WhenAny<Task<TResult>>(tasks.ToArray(), sandbox);
    }

    /// <inheritdoc cref="Task.WhenAny{TResult}(Task{TResult}, Task{TResult})"/>
    public static Task<Task<TResult>> WhenAny<TResult>(Task<TResult> task1, Task<TResult> task2, Sandbox sandbox) => GuestTasks.WhenAny<Task<TResult>>([task1, task2], sandbox);

    /// <inheritdoc cref="Task.WaitAll(Task[])"/>
    public static void WaitAll(Task[] tasks, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(tasks);
        GuestTasks.Wait(GuestTasks.WhenAll([.. tasks], sandbox), -1, CancellationToken.None, sandbox);
    }

    /// <inheritdoc cref="Task.WaitAny(Task[])"/>
    public static int WaitAny(Task[] tasks, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(tasks);
        Task[] copy = [.. tasks];
        var any = GuestTasks.WhenAny<Task>(copy, sandbox);
        GuestTasks.Wait(any, -1, CancellationToken.None, sandbox);
        return Array.IndexOf(copy, any.Result);
    }

    /// <summary>As the framework's, on the sandbox's scheduler.</summary>
    public static Task ContinueWith(
        Task self, Action<Task> continuationAction, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(continuationAction);
        return GuestTasks.Continue(self, () => continuationAction(self), CancellationToken.None, TaskContinuationOptions.None, sandbox);
    }

    /// <summary>As the framework's, on the sandbox's scheduler.</summary>
    public static Task ContinueWith(
        Task self, Action<Task> continuationAction, CancellationToken cancellationToken, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(continuationAction);
        return GuestTasks.Continue(self, () => continuationAction(self), cancellationToken, TaskContinuationOptions.None, sandbox);
    }

    /// <summary>As the framework's, on the sandbox's scheduler.</summary>
    public static Task ContinueWith(
        Task self, Action<Task> continuationAction, TaskContinuationOptions continuationOptions, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(continuationAction);
        return GuestTasks.Continue(self, () => continuationAction(self), CancellationToken.None, continuationOptions, sandbox);
    }

    /// <summary>As the framework's, on the sandbox's scheduler.</summary>
    public static Task ContinueWith(
        Task self, Action<Task, object?> continuationAction, object? state, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(continuationAction);
        return GuestTasks.Continue(self, () => continuationAction(self, state), CancellationToken.None, TaskContinuationOptions.None, sandbox);
    }

    /// <summary>As the framework's, on the sandbox's scheduler.</summary>
    public static Task ContinueWith(
        Task self, Action<Task, object?> continuationAction, object? state, CancellationToken cancellationToken, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(continuationAction);
        return GuestTasks.Continue(self, () => continuationAction(self, state), cancellationToken, TaskContinuationOptions.None, sandbox);
    }

    /// <summary>As the framework's, on the sandbox's scheduler.</summary>
    public static Task ContinueWith(
        Task self, Action<Task, object?> continuationAction, object? state, TaskContinuationOptions continuationOptions, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(continuationAction);
        return GuestTasks.Continue(self, () => continuationAction(self, state), CancellationToken.None, continuationOptions, sandbox);
    }

    /// <summary>As the framework's, on the sandbox's scheduler.</summary>
    public static Task<TResult> ContinueWith<TResult>(
        Task self, Func<Task, TResult> continuationFunction, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(continuationFunction);
        return GuestTasks.Continue(self, () => continuationFunction(self), CancellationToken.None, TaskContinuationOptions.None, sandbox);
    }

    /// <summary>As the framework's, on the sandbox's scheduler.</summary>
    public static Task<TResult> ContinueWith<TResult>(
        Task self, Func<Task, TResult> continuationFunction, CancellationToken cancellationToken, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(continuationFunction);
        return GuestTasks.Continue(self, () => continuationFunction(self), cancellationToken, TaskContinuationOptions.None, sandbox);
    }

    /// <summary>As the framework's, on the sandbox's scheduler.</summary>
    public static Task<TResult> ContinueWith<TResult>(
        Task self, Func<Task, TResult> continuationFunction, TaskContinuationOptions continuationOptions, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(continuationFunction);
        return GuestTasks.Continue(self, () => continuationFunction(self), CancellationToken.None, continuationOptions, sandbox);
    }

    /// <summary>As the framework's, on the sandbox's scheduler.</summary>
    public static Task<TResult> ContinueWith<TResult>(
        Task self, Func<Task, object?, TResult> continuationFunction, object? state, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(continuationFunction);
        return GuestTasks.Continue(self, () => continuationFunction(self, state), CancellationToken.None, TaskContinuationOptions.None, sandbox);
    }

    /// <summary>As the framework's, on the sandbox's scheduler.</summary>
    public static Task<TResult> ContinueWith<TResult>(
        Task self, Func<Task, object?, TResult> continuationFunction, object? state, CancellationToken cancellationToken, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(continuationFunction);
        return GuestTasks.Continue(self, () => continuationFunction(self, state), cancellationToken, TaskContinuationOptions.None, sandbox);
    }

    /// <summary>As the framework's, on the sandbox's scheduler.</summary>
    public static Task<TResult> ContinueWith<TResult>(
        Task self, Func<Task, object?, TResult> continuationFunction, object? state, TaskContinuationOptions continuationOptions, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(continuationFunction);
        return GuestTasks.Continue(self, () => continuationFunction(self, state), CancellationToken.None, continuationOptions, sandbox);
    }
}
