using System.Runtime.CompilerServices;
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

    /// <inheritdoc cref="IAsyncDisposable.DisposeAsync()"/>
    /// <remarks>Of a value, which is the guest's own; of an object as above.</remarks>
    public static ValueTask DisposeAsync<TSelf>(scoped in TSelf self)
        where TSelf : IAsyncDisposable, allows ref struct
    {
        ref var instance = ref Unsafe.AsRef(in self);
        return !typeof(TSelf).IsValueType && Unsafe.As<TSelf, IAsyncDisposable?>(ref instance) is { } source
            ? DisposeAsync(source)
            : instance.DisposeAsync();
    }
}
