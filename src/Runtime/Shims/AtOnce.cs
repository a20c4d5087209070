using RExecIL.Runtime.Tasks;

namespace RExecIL.Runtime.Shims;

/// <summary>Does what has an asynchronous form on the guest's thread: files are as fast as that, and no other thread goes on with guest code.</summary>
internal static class AtOnce
{
    /// <summary>The task of work that is done before the call returns.</summary>
    internal static Task Do(Action work, CancellationToken cancellation) => Do(
        () =>
        {
            work();
            return true;
        },
        cancellation);

    /// <summary>The task of a result that is there before the call returns.</summary>
    internal static Task<T> Do<T>(Func<T> work, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(cancellation);
        }

        try
        {
            return Task.FromResult(work());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Observed.By(Task.FromException<T>(e));
        }
    }
}
