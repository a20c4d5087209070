using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using RExecIL.Runtime.Tasks;

namespace RExecIL.Runtime.Shims;

/// <summary>Stands in for what waits, goes on or fails in <see cref="ValueTask{TResult}"/>.</summary>
[SuppressMessage("Naming", "CA1707", Justification = "Accessors keep their metadata names.")]
[SuppressMessage("Style", "IDE1006", Justification = "Accessors keep their metadata names.")]
public static class ValueTaskOfResultShims
{
    /// <inheritdoc cref="ValueTask{TResult}.AsTask()"/>
    public static Task<TResult> AsTask<TResult>(ref ValueTask<TResult> self) => Observed.By(self.AsTask());

    /// <inheritdoc cref="ValueTask{TResult}.Preserve()"/>
    /// <remarks>Always a task: a source of the guest's may say of itself now this and now that.</remarks>
    public static ValueTask<TResult> Preserve<TResult>(ref ValueTask<TResult> self) => new(Observed.By(self.AsTask()));

    /// <inheritdoc cref="ValueTask{TResult}.ConfigureAwait(bool)"/>
    /// <remarks>A sandbox has one context only.</remarks>
    public static ConfiguredValueTaskAwaitable<TResult> ConfigureAwait<TResult>(ref ValueTask<TResult> self, bool continueOnCapturedContext) =>
        self.ConfigureAwait(true);

    /// <inheritdoc cref="ValueTask{TResult}.Result"/>
    /// <remarks>Works on other tasks until there is a result.</remarks>
    public static TResult get_Result<TResult>(ref ValueTask<TResult> self, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(sandbox);
        var task = self; // The guest's code that runs meanwhile may replace the original.
        if (!task.IsCompleted)
        {
            var pending = task;
            sandbox.Tasks.Wait(() => pending.IsCompleted);
        }

        return task.Result;
    }
}
