using RExecIL.Verifier.Metadata;

namespace RExecIL.Verifier.Policies;

/// <summary>
/// Finds what documentation names mean. For policy files, not for verdicts: it may open every assembly.
/// </summary>
internal static class CatalogNames
{
    /// <summary>
    /// The public framework type of a documentation name, which has <c>.</c> before nested names too.
    /// </summary>
    internal static TypeModel? FindType(ReferenceCatalog catalog, string name) =>
        Spellings(name).Select(catalog.FindFrameworkType).FirstOrDefault(type => type is not null);

    /// <summary>The public type of a documentation name in a contract assembly.</summary>
    internal static TypeModel? FindContractType(ReferenceCatalog catalog, string assembly, string name) =>
        Spellings(name)
            .Select(spelling => catalog.Find(Identity(assembly, spelling)))
            .FirstOrDefault(type => type is not null && catalog.IsPublic(type));

    private static TypeIdentity Identity(string assembly, string fullName)
    {
        var parts = fullName.Split('/');
        var dot = parts[0].LastIndexOf('.');
        var outer = new TypeIdentity(assembly, dot < 0 ? "" : parts[0][..dot], parts[0][(dot + 1)..]);
        return parts.Skip(1).Aggregate(outer, (type, nested) => new TypeIdentity(assembly, "", nested, type));
    }

    /// <summary>The name itself, then with its last dots as <c>/</c>, one by one.</summary>
    private static IEnumerable<string> Spellings(string name)
    {
        // A name with a generic part that is not last can only be that of a nested type.
        var characters = name.ToCharArray();
        yield return name;
        for (var dot = name.LastIndexOf('.'); dot > 0; dot = name.LastIndexOf('.', dot - 1))
        {
            characters[dot] = '/';
            yield return new string(characters);
        }
    }
}
