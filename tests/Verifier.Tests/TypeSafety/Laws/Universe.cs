using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using RExecIL.Testing;
using RExecIL.Verifier.Metadata;
using RExecIL.Verifier.Tests.TypeSafety.Search;
using RExecIL.Verifier.TypeSafety;

namespace RExecIL.Verifier.Tests.TypeSafety.Laws;

/// <summary>A finite world of types for laws: the parameters of the methods in Types.cs, as the verifier and as the runtime see them.</summary>
internal sealed class Universe
{
    private static readonly Lazy<Universe> Made = new(() => new Universe());

    private Universe()
    {
        var image = CSharpFixture.Compile(
            File.ReadAllText(Path.Combine(RepositoryRoot.Path, "tests", "Verifier.Tests", "TypeSafety", "Laws", "Types.cs")), "Types");
        var context = World.Context(image);
        System = new TypeSystem(context.Closure);
        var owner = context.Module.Types.Items.Single(type => type.Identity.Name == "Universe");
        Closed = Of(owner, "Closed");
        Values = Of(owner, "Values");
        Open = Of(owner, "Open");
        Constrained = [.. context.Module.Types.Items.Where(type => type.Identity.Name.StartsWith("Needs", StringComparison.Ordinal))];
        var loaded = new AssemblyLoadContext("laws", isCollectible: true).LoadFromStream(new MemoryStream(image.Bytes.ToArray()));
        ClosedAtRunTime = AtRunTime(loaded, "Closed");
        ValuesAtRunTime = AtRunTime(loaded, "Values");
        ConstrainedAtRunTime = [.. Constrained.Select(type => loaded.GetType(type.Identity.FullName, throwOnError: true)!)];
    }

    internal static Universe Instance => Made.Value;

    internal TypeSystem System { get; }

    /// <summary>Closed types whose values are objects.</summary>
    internal ImmutableArray<InternedType> Closed { get; }

    internal ImmutableArray<Type> ClosedAtRunTime { get; }

    /// <summary>Closed types whose values are not.</summary>
    internal ImmutableArray<InternedType> Values { get; }

    internal ImmutableArray<Type> ValuesAtRunTime { get; }

    /// <summary>Type parameters of every kind, and types made of them.</summary>
    internal ImmutableArray<InternedType> Open { get; }

    /// <summary>Generic definitions with one parameter each, of every kind of constraint.</summary>
    internal ImmutableArray<TypeModel> Constrained { get; }

    internal ImmutableArray<Type> ConstrainedAtRunTime { get; }

    internal ImmutableArray<InternedType> All => [.. Closed, .. Values, .. Open];

    private ImmutableArray<InternedType> Of(TypeModel owner, string name)
    {
        var method = owner.Methods.Items.Single(method => method.Name == name);
        var scope = System.ScopeOf(owner, method);
        ImmutableArray<InternedType> types = [.. method.Signature.Parameters.Items.Select(parameter => System.Intern(parameter, scope))];
        Assert.DoesNotContain(type => type.Shape == TypeShape.Unusable, types);
        return types;
    }

    private static ImmutableArray<Type> AtRunTime(Assembly assembly, string name) =>
        [.. assembly.GetType("Universe")!.GetMethod(name)!.GetParameters().Select(parameter => parameter.ParameterType)];
}
