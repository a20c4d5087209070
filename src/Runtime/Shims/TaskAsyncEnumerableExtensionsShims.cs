using System.Runtime.CompilerServices;
using RExecIL.Runtime.Tasks;

namespace RExecIL.Runtime.Shims;

/// <summary>Stands in for leaving the context with <see cref="TaskAsyncEnumerableExtensions"/>: a sandbox has one only.</summary>
public static class TaskAsyncEnumerableExtensionsShims
{
    /// <inheritdoc cref="TaskAsyncEnumerableExtensions.ConfigureAwait(IAsyncDisposable, bool)"/>
    public static ConfiguredAsyncDisposable ConfigureAwait(IAsyncDisposable source, bool continueOnCapturedContext) =>
        new GuestDisposable(source).ConfigureAwait(true);

    /// <inheritdoc cref="TaskAsyncEnumerableExtensions.ConfigureAwait{T}(IAsyncEnumerable{T}, bool)"/>
    public static ConfiguredCancelableAsyncEnumerable<T> ConfigureAwait<T>(
        IAsyncEnumerable<T> source, bool continueOnCapturedContext) => source.ConfigureAwait(true);
}
