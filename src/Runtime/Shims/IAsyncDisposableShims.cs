using RExecIL.Runtime.Tasks;

namespace RExecIL.Runtime.Shims;

/// <summary>Stands in for <see cref="IAsyncDisposable"/>, which classes of the framework implement too.</summary>
public static class IAsyncDisposableShims
{
    /// <inheritdoc cref="IAsyncDisposable.DisposeAsync()"/>
    /// <remarks>A stream of the framework may be closed on a thread of the pool; here it is closed at once.</remarks>
    public static ValueTask DisposeAsync(IAsyncDisposable self)
    {
        ArgumentNullException.ThrowIfNull(self);
        return new GuestDisposable(self).DisposeAsync();
    }
}
