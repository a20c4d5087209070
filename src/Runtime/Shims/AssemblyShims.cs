using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace RExecIL.Runtime.Shims;

/// <summary>
/// Stands in for loading an <see cref="Assembly"/>: the sandbox's own verified ones are found, no others.
/// </summary>
public static class AssemblyShims
{
    /// <inheritdoc cref="Assembly.Load(string)"/>
    public static Assembly Load(string assemblyString, Sandbox sandbox)
    {
        sandbox.ThrowIfTerminating();
        ArgumentException.ThrowIfNullOrEmpty(assemblyString);
        return sandbox.Import(assemblyString);
    }

    /// <inheritdoc cref="Assembly.Load(AssemblyName)"/>
    public static Assembly Load(AssemblyName assemblyRef, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(assemblyRef);
        return Load(assemblyRef.Name ?? "", sandbox);
    }

    /// <inheritdoc cref="Assembly.LoadFrom(string)"/>
    public static Assembly LoadFrom(string assemblyFile, Sandbox sandbox)
    {
        ArgumentException.ThrowIfNullOrEmpty(assemblyFile);

        // The file itself is not read: what is loaded are the checked bytes of that name, or nothing.
        return Load(Path.GetFileNameWithoutExtension(assemblyFile), sandbox);
    }

    /// <inheritdoc cref="Assembly.LoadFile(string)"/>
    public static Assembly LoadFile(string path, Sandbox sandbox) => LoadFrom(path, sandbox);

    /// <summary>Stands in for <see cref="Assembly.Load(byte[])"/>, which is always refused.</summary>
    [DoesNotReturn]
    public static Assembly Load(byte[] rawAssembly) => throw Unverified();

    /// <summary>Stands in for <see cref="Assembly.Load(byte[], byte[])"/>, which is always refused.</summary>
    [DoesNotReturn]
    public static Assembly Load(byte[] rawAssembly, byte[]? rawSymbolStore) => throw Unverified();

    private static UnauthorizedAccessException Unverified() => Denial.Always(
        "Loading an assembly from bytes",
        "a sandbox runs verified assemblies only. Let the host's hooks find it, and load it by name.");
}
