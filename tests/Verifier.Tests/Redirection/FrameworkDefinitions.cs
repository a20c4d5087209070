using Mono.Cecil;

namespace RExecIL.Verifier.Tests.Redirection;

/// <summary>The assemblies of the installed framework, read by a reader that is not ours.</summary>
internal sealed class FrameworkDefinitions : IDisposable
{
    private readonly DefaultAssemblyResolver _resolver = new();

    public FrameworkDefinitions() => _resolver.AddSearchDirectory(InstalledRuntime.Directory);

    public MethodDefinition Method(string assembly, int token) => (MethodDefinition)Assembly(assembly).LookupToken(token);

    public ModuleDefinition Assembly(string name) => _resolver.Resolve(new AssemblyNameReference(name, null)).MainModule;

    /// <summary>The reference by which an assembly names a facade, with its version and key.</summary>
    public AssemblyNameReference Reference(string name)
    {
        var found = Assembly(name).Assembly.Name;
        return new AssemblyNameReference(found.Name, found.Version) { PublicKeyToken = found.PublicKeyToken };
    }

    /// <summary>The framework's method that an image names; null for one of the image's own or of ours.</summary>
    public MethodDefinition? Resolve(MethodReference method)
    {
        var element = method.GetElementMethod();
        if (element is MethodDefinition || element.DeclaringType.Scope.Name.StartsWith("RExecIL", StringComparison.Ordinal))
        {
            return null;
        }

        return new MetadataResolver(_resolver).Resolve(element);
    }

    /// <summary>The declarations in base types and interfaces whose calls can end in a method: of its name, and with its parameters but for generic ones.</summary>
    public static IEnumerable<MethodDefinition> SlotsOf(MethodDefinition method)
    {
        if (method.IsConstructor)
        {
            return [];
        }

        var declared = method.Overrides.Select(named => named.Resolve()).ToHashSet();
        return Above(method.DeclaringType)
            .SelectMany(type => type.Methods)
            .Where(slot => slot.IsVirtual && slot.IsStatic == method.IsStatic
                && (declared.Contains(slot) || slot.Name == method.Name && HasParametersOf(slot, method) && (slot.DeclaringType.IsInterface || method.IsVirtual)));
    }

    private static bool HasParametersOf(MethodDefinition slot, MethodDefinition method) =>
        slot.Parameters.Count == method.Parameters.Count
        && slot.Parameters.Zip(method.Parameters, (declared, actual) =>
            declared.ParameterType.ContainsGenericParameter || declared.ParameterType.FullName == actual.ParameterType.FullName).All(same => same);

    private static IEnumerable<TypeDefinition> Above(TypeDefinition type)
    {
        var seen = new HashSet<TypeDefinition>();
        var open = new Stack<TypeDefinition>([type]);
        while (open.TryPop(out var next))
        {
            foreach (var above in next.Interfaces.Select(implemented => implemented.InterfaceType).Append(next.BaseType).Where(above => above is not null).Select(above => above.Resolve()))
            {
                if (seen.Add(above))
                {
                    open.Push(above);
                    yield return above;
                }
            }
        }
    }

    /// <summary>Whether an assembly defines or forwards a type.</summary>
    public bool Offers(string assembly, TypeReference type)
    {
        var (module, name) = (Assembly(assembly), Outermost(type).FullName);
        return module.GetType(name) is not null || module.ExportedTypes.Any(forwarded => forwarded.FullName == name);
    }

    public static TypeReference Outermost(TypeReference type)
    {
        while (type.DeclaringType is { } outer)
        {
            type = outer;
        }

        return type;
    }

    public void Dispose() => _resolver.Dispose();
}
