namespace RExecIL.Runtime.Shims;

/// <summary>Stands in for the constructors of <see cref="Lazy{T}"/>, which writes its value, and so may be its own.</summary>
public static class LazyShims
{
    /// <inheritdoc cref="Lazy{T}(Func{T})"/>
    public static Lazy<T> Create<T>(
        Func<T> valueFactory, Sandbox sandbox) => new GuestLazy<T>(valueFactory, LazyThreadSafetyMode.ExecutionAndPublication, sandbox);

    /// <inheritdoc cref="Lazy{T}(Func{T}, bool)"/>
    public static Lazy<T> Create<T>(
        Func<T> valueFactory, bool isThreadSafe, Sandbox sandbox) =>
        new GuestLazy<T>(valueFactory, isThreadSafe ? LazyThreadSafetyMode.ExecutionAndPublication : LazyThreadSafetyMode.None, sandbox);

    /// <inheritdoc cref="Lazy{T}(Func{T}, LazyThreadSafetyMode)"/>
    public static Lazy<T> Create<T>(
        Func<T> valueFactory, LazyThreadSafetyMode mode, Sandbox sandbox) => new GuestLazy<T>(valueFactory, mode, sandbox);
}
