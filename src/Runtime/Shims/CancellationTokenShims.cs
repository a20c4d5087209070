using System.Diagnostics.CodeAnalysis;

namespace RExecIL.Runtime.Shims;

/// <summary>Stands in for the callbacks of <see cref="CancellationToken"/>, which whoever cancels would run on his own thread.</summary>
[SuppressMessage("Design", "CA1068", Justification = "The sandbox comes last.")]
public static class CancellationTokenShims
{
    /// <inheritdoc cref="CancellationToken.Register(Action)"/>
    public static CancellationTokenRegistration Register(
        ref CancellationToken self, Action callback, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(callback);
        ArgumentNullException.ThrowIfNull(sandbox);
        return self.Register(() => Call(() => callback(), sandbox));
    }

    /// <inheritdoc cref="CancellationToken.Register(Action, bool)"/>
    public static CancellationTokenRegistration Register(
        ref CancellationToken self, Action callback, bool useSynchronizationContext, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(callback);
        ArgumentNullException.ThrowIfNull(sandbox);
        return self.Register(() => Call(() => callback(), sandbox));
    }

    /// <inheritdoc cref="CancellationToken.Register(Action{object}, object)"/>
    public static CancellationTokenRegistration Register(
        ref CancellationToken self, Action<object?> callback, object? state, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(callback);
        ArgumentNullException.ThrowIfNull(sandbox);
        return self.Register(() => Call(() => callback(state), sandbox));
    }

    /// <inheritdoc cref="CancellationToken.Register(Action{object, CancellationToken}, object)"/>
    public static CancellationTokenRegistration Register(
        ref CancellationToken self, Action<object?, CancellationToken> callback, object? state, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(callback);
        ArgumentNullException.ThrowIfNull(sandbox);
        var token = self;
        return self.Register(() => Call(() => callback(state, token), sandbox));
    }

    /// <inheritdoc cref="CancellationToken.Register(Action{object}, object, bool)"/>
    public static CancellationTokenRegistration Register(
        ref CancellationToken self, Action<object?> callback, object? state, bool useSynchronizationContext, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(callback);
        ArgumentNullException.ThrowIfNull(sandbox);
        return self.Register(() => Call(() => callback(state), sandbox));
    }

    private static void Call(Action callback, Sandbox sandbox)
    {
        if (sandbox.Tasks.IsOnGuestThread)
        {
            callback();
        }
        else
        {
            sandbox.Tasks.Post(callback);
        }
    }
}
