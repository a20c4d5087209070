using System.Runtime.CompilerServices;
using RExecIL.Runtime.Tasks;

namespace RExecIL.Runtime.Shims;

/// <summary>Stands in for what waits, goes on or fails in <see cref="ValueTask"/>.</summary>
public static class ValueTaskShims
{
    /// <inheritdoc cref="ValueTask.AsTask()"/>
    public static Task AsTask(ref ValueTask self) => Observed.By(self.AsTask());

    /// <inheritdoc cref="ValueTask.Preserve()"/>
    /// <remarks>Always a task: a source of the guest's may say of itself now this and now that.</remarks>
    public static ValueTask Preserve(ref ValueTask self) => new(Observed.By(self.AsTask()));

    /// <inheritdoc cref="ValueTask.ConfigureAwait(bool)"/>
    /// <remarks>A sandbox has one context only.</remarks>
    public static ConfiguredValueTaskAwaitable ConfigureAwait(ref ValueTask self, bool continueOnCapturedContext) =>
        self.ConfigureAwait(true);

    /// <inheritdoc cref="ValueTask.FromException(Exception)"/>
    public static ValueTask FromException(Exception exception) => new(Observed.By(Task.FromException(exception)));

    /// <inheritdoc cref="ValueTask.FromException{TResult}(Exception)"/>
    public static ValueTask<TResult> FromException<TResult>(Exception exception) =>
        new(Observed.By(Task.FromException<TResult>(exception)));
}
