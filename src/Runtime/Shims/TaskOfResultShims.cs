using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using RExecIL.Runtime.Tasks;

namespace RExecIL.Runtime.Shims;

/// <summary>Stands in for what waits or goes on in <see cref="Task{TResult}"/>: all runs on the guest's thread.</summary>
[SuppressMessage("Naming", "CA1707", Justification = "Accessors keep their metadata names.")]
[SuppressMessage("Style", "IDE1006", Justification = "Accessors keep their metadata names.")]
[SuppressMessage("Design", "CA1068", Justification = "The sandbox comes last.")]
public static class TaskOfResultShims
{
    /// <inheritdoc cref="Task{TResult}.Result"/>
    /// <remarks>Works on other tasks until there is a result.</remarks>
    public static TResult get_Result<TResult>(Task<TResult> self, Sandbox sandbox)
    {
        GuestTasks.Wait(self, -1, CancellationToken.None, sandbox);
        return self.Result;
    }

    /// <inheritdoc cref="Task{TResult}.ConfigureAwait(bool)"/>
    /// <remarks>A sandbox has one context only.</remarks>
    public static ConfiguredTaskAwaitable<TResult> ConfigureAwait<TResult>(
        Task<TResult> self, bool continueOnCapturedContext)
    {
        ArgumentNullException.ThrowIfNull(self);
        return self.ConfigureAwait(true);
    }

    /// <inheritdoc cref="Task{TResult}.ConfigureAwait(ConfigureAwaitOptions)"/>
    public static ConfiguredTaskAwaitable<TResult> ConfigureAwait<TResult>(
        Task<TResult> self, ConfigureAwaitOptions options)
    {
        ArgumentNullException.ThrowIfNull(self);
        var needless = self.IsCompleted ? ConfigureAwaitOptions.None : ConfigureAwaitOptions.ForceYielding;
        return self.ConfigureAwait((options & ~needless) | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    /// <summary>As the framework's, on the sandbox's scheduler.</summary>
    public static Task ContinueWith<TResult>(
        Task<TResult> self, Action<Task<TResult>> continuationAction, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(continuationAction);
        return GuestTasks.Continue(self, () => continuationAction(self), CancellationToken.None, TaskContinuationOptions.None, sandbox);
    }

    /// <summary>As the framework's, on the sandbox's scheduler.</summary>
    public static Task ContinueWith<TResult>(
        Task<TResult> self, Action<Task<TResult>> continuationAction, CancellationToken cancellationToken, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(continuationAction);
        return GuestTasks.Continue(self, () => continuationAction(self), cancellationToken, TaskContinuationOptions.None, sandbox);
    }

    /// <summary>As the framework's, on the sandbox's scheduler.</summary>
    public static Task ContinueWith<TResult>(
        Task<TResult> self, Action<Task<TResult>> continuationAction, TaskContinuationOptions continuationOptions, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(continuationAction);
        return GuestTasks.Continue(self, () => continuationAction(self), CancellationToken.None, continuationOptions, sandbox);
    }

    /// <summary>As the framework's, on the sandbox's scheduler.</summary>
    public static Task ContinueWith<TResult>(
        Task<TResult> self, Action<Task<TResult>, object?> continuationAction, object? state, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(continuationAction);
        return GuestTasks.Continue(self, () => continuationAction(self, state), CancellationToken.None, TaskContinuationOptions.None, sandbox);
    }

    /// <summary>As the framework's, on the sandbox's scheduler.</summary>
    public static Task ContinueWith<TResult>(
        Task<TResult> self, Action<Task<TResult>, object?> continuationAction, object? state, CancellationToken cancellationToken, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(continuationAction);
        return GuestTasks.Continue(self, () => continuationAction(self, state), cancellationToken, TaskContinuationOptions.None, sandbox);
    }

    /// <summary>As the framework's, on the sandbox's scheduler.</summary>
    public static Task ContinueWith<TResult>(
        Task<TResult> self, Action<Task<TResult>, object?> continuationAction, object? state, TaskContinuationOptions continuationOptions, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(continuationAction);
        return GuestTasks.Continue(self, () => continuationAction(self, state), CancellationToken.None, continuationOptions, sandbox);
    }

    /// <summary>As the framework's, on the sandbox's scheduler.</summary>
    public static Task<TNewResult> ContinueWith<TResult, TNewResult>(
        Task<TResult> self, Func<Task<TResult>, TNewResult> continuationFunction, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(continuationFunction);
        return GuestTasks.Continue(self, () => continuationFunction(self), CancellationToken.None, TaskContinuationOptions.None, sandbox);
    }

    /// <summary>As the framework's, on the sandbox's scheduler.</summary>
    public static Task<TNewResult> ContinueWith<TResult, TNewResult>(
        Task<TResult> self, Func<Task<TResult>, TNewResult> continuationFunction, CancellationToken cancellationToken, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(continuationFunction);
        return GuestTasks.Continue(self, () => continuationFunction(self), cancellationToken, TaskContinuationOptions.None, sandbox);
    }

    /// <summary>As the framework's, on the sandbox's scheduler.</summary>
    public static Task<TNewResult> ContinueWith<TResult, TNewResult>(
        Task<TResult> self, Func<Task<TResult>, TNewResult> continuationFunction, TaskContinuationOptions continuationOptions, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(continuationFunction);
        return GuestTasks.Continue(self, () => continuationFunction(self), CancellationToken.None, continuationOptions, sandbox);
    }

    /// <summary>As the framework's, on the sandbox's scheduler.</summary>
    public static Task<TNewResult> ContinueWith<TResult, TNewResult>(
        Task<TResult> self, Func<Task<TResult>, object?, TNewResult> continuationFunction, object? state, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(continuationFunction);
        return GuestTasks.Continue(self, () => continuationFunction(self, state), CancellationToken.None, TaskContinuationOptions.None, sandbox);
    }

    /// <summary>As the framework's, on the sandbox's scheduler.</summary>
    public static Task<TNewResult> ContinueWith<TResult, TNewResult>(
        Task<TResult> self, Func<Task<TResult>, object?, TNewResult> continuationFunction, object? state, CancellationToken cancellationToken, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(continuationFunction);
        return GuestTasks.Continue(self, () => continuationFunction(self, state), cancellationToken, TaskContinuationOptions.None, sandbox);
    }

    /// <summary>As the framework's, on the sandbox's scheduler.</summary>
    public static Task<TNewResult> ContinueWith<TResult, TNewResult>(
        Task<TResult> self, Func<Task<TResult>, object?, TNewResult> continuationFunction, object? state, TaskContinuationOptions continuationOptions, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(continuationFunction);
        return GuestTasks.Continue(self, () => continuationFunction(self, state), CancellationToken.None, continuationOptions, sandbox);
    }
}
