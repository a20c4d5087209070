using System.Runtime.CompilerServices;

namespace RExecIL.Runtime.Shims;

/// <summary>Stands in for leaving the context with <see cref="ConfiguredCancelableAsyncEnumerable{T}"/>: a sandbox has one only.</summary>
public static class ConfiguredCancelableAsyncEnumerableShims
{
    /// <inheritdoc cref="ConfiguredCancelableAsyncEnumerable{T}.ConfigureAwait(bool)"/>
    public static ConfiguredCancelableAsyncEnumerable<T> ConfigureAwait<T>(
        ref ConfiguredCancelableAsyncEnumerable<T> self, bool continueOnCapturedContext) => self.ConfigureAwait(true);
}
