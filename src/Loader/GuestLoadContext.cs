using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using RExecIL.Runtime;
using RExecIL.Verifier;
using RExecIL.Verifier.Metadata;

namespace RExecIL;

/// <summary>Loads the assemblies of one guest, knows no others, and can be unloaded.</summary>
/// <remarks>It is bookkeeping, not a wall: the verifier has settled before what the assemblies can do.</remarks>
internal sealed class GuestLoadContext : AssemblyLoadContext
{
    private static readonly ImmutableDictionary<string, Assembly> NoGuests =
        ImmutableDictionary.Create<string, Assembly>(StringComparer.OrdinalIgnoreCase);

    private readonly Func<string, ReferenceKind?> _kindOf;
    private readonly IReadOnlyList<Assembly> _contracts;
    private readonly Assembly _guards;

    // Emptied when unloading begins: from then on the runtime keeps this object until the assemblies are gone, so a
    // reference from here to one of them would keep both for ever.
    private volatile ImmutableDictionary<string, Assembly> _guests = NoGuests;

    /// <summary>An empty context.</summary>
    /// <param name="name">What debuggers show.</param>
    /// <param name="kindOf">Says why an assembly of the host is trusted; null when it is not.</param>
    /// <param name="contracts">The assemblies of the host that guests may name.</param>
    /// <param name="guards">The copy of the guards that the guest's checks are bound to.</param>
    internal GuestLoadContext(
        string name, Func<string, ReferenceKind?> kindOf, IReadOnlyList<Assembly> contracts, Assembly guards)
        : base(name, isCollectible: true)
    {
        (_kindOf, _contracts, _guards) = (kindOf, contracts, guards);
        Unloading += static context => ((GuestLoadContext)context)._guests = NoGuests;
    }

    /// <summary>The guest's own assemblies.</summary>
    internal IReadOnlyList<Assembly> GuestAssemblies => [.. _guests.Values];

    /// <summary>Loads a checked image; none of its code runs.</summary>
    /// <exception cref="BadImageFormatException">The runtime refuses it.</exception>
    /// <exception cref="FileLoadException">It has the name of a trusted assembly, or of one loaded before.</exception>
    internal Assembly Add(TrustedImage image)
    {
        if (_kindOf(image.Name) is not null || _guests.ContainsKey(image.Name))
        {
            throw new FileLoadException($"An assembly named {image.Name} is there already.", image.Name);
        }

        using var stream = image.Open();
        var assembly = LoadFromStream(stream);
        if (assembly.GetName().Name != image.Name)
        {
            throw new FileLoadException($"The assembly calls itself {assembly.GetName().Name}.", image.Name);
        }

        _guests = _guests.Add(image.Name, assembly);
        return assembly;
    }

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        var name = assemblyName.Name ?? "";
        return _kindOf(name) switch
        {
            // Null hands the name to the default context, which has it: the framework's list is what it loads from.
            ReferenceKind.Framework => null,
            ReferenceKind.Guard => IsNamed(_guards, name) ? _guards : typeof(Sandbox).Assembly,
            ReferenceKind.Contract =>
                _contracts.FirstOrDefault(contract => IsNamed(contract, name)) ?? throw Unknown(name),
            _ => _guests.GetValueOrDefault(name) ?? throw Unknown(name),
        };
    }

    /// <inheritdoc/>
    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        throw new DllNotFoundException("A sandbox loads no native library.");

    private static bool IsNamed(Assembly assembly, string name) =>
        string.Equals(assembly.GetName().Name, name, StringComparison.OrdinalIgnoreCase);

    // Returning null instead would let the default context look among the host's assemblies.
    private static FileNotFoundException Unknown(string name) =>
        new($"The sandbox has no assembly named '{Denial.Printable(name)}'.", name);
}
