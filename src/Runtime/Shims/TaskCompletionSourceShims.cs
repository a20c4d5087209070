using RExecIL.Runtime.Tasks;

namespace RExecIL.Runtime.Shims;

/// <summary>Stands in for failing a <see cref="TaskCompletionSource"/>: nobody but the guest hears of it.</summary>
public static class TaskCompletionSourceShims
{
    /// <inheritdoc cref="TaskCompletionSource.SetException(Exception)"/>
    public static void SetException(TaskCompletionSource self, Exception exception)
    {
        ArgumentNullException.ThrowIfNull(self);
        self.SetException(exception);
        Observed.By(self.Task);
    }

    /// <inheritdoc cref="TaskCompletionSource.SetException(IEnumerable{Exception})"/>
    public static void SetException(TaskCompletionSource self, IEnumerable<Exception> exceptions)
    {
        ArgumentNullException.ThrowIfNull(self);
        self.SetException(exceptions);
        Observed.By(self.Task);
    }

    /// <inheritdoc cref="TaskCompletionSource.TrySetException(Exception)"/>
    public static bool TrySetException(TaskCompletionSource self, Exception exception)
    {
        ArgumentNullException.ThrowIfNull(self);
        var isSet = self.TrySetException(exception);
        Observed.By(self.Task);
        return isSet;
    }

    /// <inheritdoc cref="TaskCompletionSource.TrySetException(IEnumerable{Exception})"/>
    public static bool TrySetException(TaskCompletionSource self, IEnumerable<Exception> exceptions)
    {
        ArgumentNullException.ThrowIfNull(self);
        var isSet = self.TrySetException(exceptions);
        Observed.By(self.Task);
        return isSet;
    }
}
