using System.Reflection;
using System.Runtime.Remoting;

namespace RExecIL.Runtime.Shims;

/// <summary>
/// Stands in for creating objects by name with <see cref="Activator"/>: only the guest's own types are found.
/// </summary>
public static class ActivatorShims
{
    /// <inheritdoc cref="Activator.CreateInstance(string, string)"/>
    public static ObjectHandle? CreateInstance(string? assemblyName, string typeName, Sandbox sandbox)
    {
        sandbox.ThrowIfTerminating();
        ArgumentNullException.ThrowIfNull(typeName);
        var type = assemblyName is null
            ? GuestTypes.Find(typeName, ignoreCase: false, sandbox)
            : GuestTypes.Find(sandbox.Import(assemblyName), typeName, ignoreCase: false);
        if (type is null)
        {
            throw new TypeLoadException(
                $"Could not find type '{Denial.Printable(typeName)}' in the sandbox's own assemblies.");
        }

        var created = Activator.CreateInstance(type, BindingFlags.Public | BindingFlags.Instance, null, null, null);
        return created is null ? null : new ObjectHandle(created);
    }
}
