namespace RExecIL.Runtime.Shims;

/// <summary>Stands in for <see cref="GC"/>.</summary>
public static class GCShims
{
    /// <summary>Does nothing: guests have no finalizers, and those of the framework must run.</summary>
    public static void SuppressFinalize(object obj) => ArgumentNullException.ThrowIfNull(obj);
}
