using System.Collections.Concurrent;
using System.Collections.Frozen;

namespace RExecIL.Verifier.Metadata;

/// <summary>All trusted assemblies that guest code may name: the installed framework, the guards, the host's contracts.</summary>
/// <remarks>
/// Images are opened and types decoded when a name first leads there. Safe to share between threads; meant to live as
/// long as the process, since what it has decoded is kept.
/// </remarks>
public sealed class ReferenceCatalog
{
    /// <summary>Forwarders lead from facade to facade to definition; more hops than this mean a circle.</summary>
    private const int MaxForwarderHops = 8;

    private readonly FrozenDictionary<string, ReferenceAssembly> _assemblies;
    private readonly ConcurrentDictionary<string, TypeModel?> _frameworkTypes = new(StringComparer.Ordinal);

    /// <summary>A catalog of the given images; the first of two with one name wins.</summary>
    public ReferenceCatalog(IEnumerable<ReferenceImage> images) =>
        _assemblies = images
            .DistinctBy(image => image.Name, StringComparer.OrdinalIgnoreCase)
            .ToFrozenDictionary(image => image.Name, image => new ReferenceAssembly(image, this), StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// A review of builds of the framework besides those that RExecIL ships, as <c>rexec-il policy recompute</c> writes it; null,
    /// the default, for none. A review that was held against other effects than those that RExecIL ships does not count.
    /// </summary>
    public string? RuntimeReview { get; init; }

    /// <summary>The members of its types by name.</summary>
    internal MemberTable Members { get; } = new();

    /// <summary>Held while an image is opened or decoded.</summary>
    internal Lock Gate { get; } = new();

    /// <summary>Simple names of the framework's assemblies, sorted.</summary>
    public IEnumerable<string> FrameworkAssemblies =>
        _assemblies.Values.Where(assembly => assembly.Kind == ReferenceKind.Framework)
            .Select(assembly => assembly.Name)
            .Order(StringComparer.Ordinal);

    /// <summary>Why the assembly of that simple name is trusted, without case; null when it is not in the catalog.</summary>
    public ReferenceKind? KindOf(string assembly) => _assemblies.GetValueOrDefault(assembly)?.Kind;

    /// <summary>Tells builds of a framework assembly apart; null when the catalog has none of that name. Opens the assembly.</summary>
    internal Guid? ModuleVersionOf(string assembly) =>
        _assemblies.GetValueOrDefault(assembly) is { Kind: ReferenceKind.Framework } found ? found.ModuleVersion : null;

    /// <summary>The framework assemblies that anything was looked up in so far.</summary>
    internal IEnumerable<(string Assembly, Guid ModuleVersion)> OpenedFrameworkModules =>
        _assemblies.Values.Where(assembly => assembly is { Kind: ReferenceKind.Framework, IsOpen: true })
            .Select(assembly => (assembly.Name, assembly.ModuleVersion));

    /// <summary>The definition of a type; null when there is none. The identity must be canonical.</summary>
    internal TypeModel? Find(TypeIdentity identity) =>
        _assemblies.GetValueOrDefault(identity.Assembly)?.Find(identity.FullName);

    /// <summary>A type by full name in whichever framework assembly publicly defines it; null when there is none.</summary>
    /// <remarks>Opens every framework assembly that it must: for policy files, not for verdicts.</remarks>
    internal TypeModel? FindFrameworkType(string fullName) => _frameworkTypes.GetOrAdd(fullName, name =>
        FrameworkAssemblies
            .OrderBy(assembly => assembly == FrameworkNames.CoreLibrary ? 0 : 1)
            .Select(assembly => _assemblies[assembly].Find(name))
            .FirstOrDefault(type => type is not null && IsPublic(type)));

    /// <summary>All public types of the framework, in order of assembly and table; for tools that make policies.</summary>
    internal IEnumerable<TypeModel> PublicFrameworkTypes() =>
        FrameworkAssemblies.SelectMany(assembly => _assemblies[assembly].All()).Where(IsPublic);

    /// <summary>All public types of the host's contracts, in order of assembly and table.</summary>
    internal IEnumerable<TypeModel> PublicContractTypes() =>
        _assemblies.Values.Where(assembly => assembly.Kind == ReferenceKind.Contract)
            .OrderBy(assembly => assembly.Name, StringComparer.Ordinal)
            .SelectMany(assembly => assembly.All())
            .Where(IsPublic);

    /// <summary>Whether other assemblies can see the type: it and all its enclosing types are public.</summary>
    internal bool IsPublic(TypeModel type) =>
        (type.Attributes & System.Reflection.TypeAttributes.VisibilityMask) switch
        {
            System.Reflection.TypeAttributes.Public => true,
            System.Reflection.TypeAttributes.NestedPublic => Find(type.Identity.DeclaringType!) is { } outer && IsPublic(outer),
            _ => false,
        };

    /// <summary>Where a type that code references in an assembly is defined: follows type forwarders.</summary>
    /// <returns>
    /// The canonical identity; for an assembly outside the catalog, and for a type that none of ours defines, the names as
    /// given.
    /// </returns>
    internal TypeIdentity Canonical(string assembly, string @namespace, string name)
    {
        for (var hop = 0; hop < MaxForwarderHops && _assemblies.TryGetValue(assembly, out var found); hop++)
        {
            assembly = found.Name;
            if (found.ForwarderTo(@namespace, name) is not { } next)
            {
                break;
            }

            assembly = next;
        }

        return new TypeIdentity(assembly, @namespace, name);
    }
}
