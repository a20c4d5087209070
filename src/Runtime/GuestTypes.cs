using System.Buffers;
using System.Reflection;

namespace RExecIL.Runtime;

/// <summary>Finds types by name among the guest's own.</summary>
internal static class GuestTypes
{
    private const string OwnPrefix = "RExecIL.";

    /// <summary>What a name of anything but a plain type holds (or a type whose name is made to look so).</summary>
    private static readonly SearchValues<char> Syntax = SearchValues.Create("[]*&,\\\0");

    /// <summary>The type of that name, or null.</summary>
    /// <remarks>
    /// Names of constructed types (arrays, pointers, generic instances) find nothing: the runtime would resolve their
    /// parts wherever it likes.
    /// </remarks>
    internal static Type? Find(string typeName, bool ignoreCase, Sandbox sandbox)
    {
        var comma = typeName.IndexOf(',', StringComparison.Ordinal);
        var name = (comma < 0 ? typeName : typeName[..comma]).Trim();
        if (name.AsSpan().ContainsAny(Syntax))
        {
            return null;
        }

        var assemblies = sandbox.GuestAssemblies;
        if (comma >= 0)
        {
            var assemblyName = SimpleName(typeName[(comma + 1)..]);
            assemblies = [.. assemblies.Where(assembly => IsNamed(assembly, assemblyName))];
        }

        return assemblies.Select(assembly => Find(assembly, name, ignoreCase)).FirstOrDefault(type => type is not null);
    }

    /// <summary>The type of that name in one guest assembly, or null; never what the rewriter put there.</summary>
    internal static Type? Find(Assembly assembly, string name, bool ignoreCase)
    {
        if (name.Length == 0 || name.AsSpan().ContainsAny(Syntax))
        {
            return null;
        }

        var type = assembly.GetType(name, throwOnError: false, ignoreCase);
        return type is null || type.FullName is not { } fullName || IsOwn(fullName) || type.Assembly != assembly
            ? null
            : type;
    }

    /// <summary>The simple name in a display name such as <c>Plugin, Version=1.0.0.0</c>.</summary>
    internal static string SimpleName(string displayName) => displayName.Split(',', 2)[0].Trim();

    /// <summary>Whether an assembly has that simple name.</summary>
    internal static bool IsNamed(Assembly assembly, string simpleName) =>
        string.Equals(assembly.GetName().Name, simpleName, StringComparison.OrdinalIgnoreCase);

    private static bool IsOwn(string fullName) => fullName.StartsWith(OwnPrefix, StringComparison.Ordinal);
}
