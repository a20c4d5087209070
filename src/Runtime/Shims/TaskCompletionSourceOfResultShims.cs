using RExecIL.Runtime.Tasks;

namespace RExecIL.Runtime.Shims;

/// <summary>Stands in for failing a <see cref="TaskCompletionSource{TResult}"/>: nobody but the guest hears of it.</summary>
public static class TaskCompletionSourceOfResultShims
{
    /// <inheritdoc cref="TaskCompletionSource{TResult}.SetException(Exception)"/>
    public static void SetException<TResult>(TaskCompletionSource<TResult> self, Exception exception)
    {
        ArgumentNullException.ThrowIfNull(self);
        self.SetException(exception);
        Observed.By(self.Task);
    }

    /// <inheritdoc cref="TaskCompletionSource{TResult}.SetException(IEnumerable{Exception})"/>
    public static void SetException<TResult>(TaskCompletionSource<TResult> self, IEnumerable<Exception> exceptions)
    {
        ArgumentNullException.ThrowIfNull(self);
        self.SetException(exceptions);
        Observed.By(self.Task);
    }

    /// <inheritdoc cref="TaskCompletionSource{TResult}.TrySetException(Exception)"/>
    public static bool TrySetException<TResult>(TaskCompletionSource<TResult> self, Exception exception)
    {
        ArgumentNullException.ThrowIfNull(self);
        var isSet = self.TrySetException(exception);
        Observed.By(self.Task);
        return isSet;
    }

    /// <inheritdoc cref="TaskCompletionSource{TResult}.TrySetException(IEnumerable{Exception})"/>
    public static bool TrySetException<TResult>(TaskCompletionSource<TResult> self, IEnumerable<Exception> exceptions)
    {
        ArgumentNullException.ThrowIfNull(self);
        var isSet = self.TrySetException(exceptions);
        Observed.By(self.Task);
        return isSet;
    }
}
