namespace RExecIL.Runtime.Shims;

/// <summary>Stands in for looking up a <see cref="Type"/> by name: only the guest's own types are found.</summary>
public static class TypeShims
{
    /// <inheritdoc cref="Type.GetType(string)"/>
    public static Type? GetType(string typeName, Sandbox sandbox) =>
        GetType(typeName, throwOnError: false, ignoreCase: false, sandbox);

    /// <inheritdoc cref="Type.GetType(string, bool)"/>
    public static Type? GetType(string typeName, bool throwOnError, Sandbox sandbox) =>
        GetType(typeName, throwOnError, ignoreCase: false, sandbox);

    /// <inheritdoc cref="Type.GetType(string, bool, bool)"/>
    public static Type? GetType(string typeName, bool throwOnError, bool ignoreCase, Sandbox sandbox)
    {
        sandbox.ThrowIfTerminating();
        ArgumentNullException.ThrowIfNull(typeName);
        return GuestTypes.Find(typeName, ignoreCase, sandbox) is { } type ? type
            : throwOnError ? throw new TypeLoadException(
                $"Could not find type '{Denial.Printable(typeName)}' in the sandbox's own assemblies.")
            : null;
    }
}
