using System.Reflection;
using RExecIL.Verifier.Metadata;

namespace RExecIL.Verifier.Policies;

/// <summary>Which static method of the guard library stands for a framework member.</summary>
/// <remarks>
/// A shim has the member's name (<c>Create</c> for a constructor), its parameters and its result. An instance member's
/// shim takes the instance first, by reference for value types; the generic parameters of the declaring type come before
/// the method's own; the sandbox may come last. Nothing else is tolerated: a shim that nearly fits is no shim. A member of
/// an interface may have a second one for calls behind <c>constrained.</c>, which takes the instance by reference
/// (<c>in TSelf</c>), whatever it is; <c>TSelf</c> is the last generic parameter.
/// </remarks>
/// <param name="Method">The static method.</param>
/// <param name="Type">The type that declares it.</param>
/// <param name="PassesSandbox">Whether it takes the sandbox as its last argument.</param>
internal sealed record Shim(MethodModel Method, TypeModel Type, bool PassesSandbox)
{
    /// <summary>The type of the last argument of shims that need their sandbox.</summary>
    internal static readonly TypeIdentity Sandbox = new(FrameworkNames.GuardLibrary, "RExecIL.Runtime", "Sandbox");

    /// <summary>The one shim of a class that stands for a member; null for none, and for two.</summary>
    internal static Shim? Find(TypeModel shims, string? name, TypeModel type, MethodModel method) =>
        Find(shims, name, type, method, isConstrained: false);

    /// <summary>The one that takes the instance of a member of an interface by reference; null for none, and for two.</summary>
    internal static Shim? FindConstrained(TypeModel shims, string? name, TypeModel type, MethodModel method) =>
        type.IsInterface && !method.IsStatic ? Find(shims, name, type, method, isConstrained: true) : null;

    private static Shim? Find(TypeModel shims, string? name, TypeModel type, MethodModel method, bool isConstrained)
    {
        Shim? found = null;
        foreach (var candidate in shims.Methods)
        {
            if (candidate.Name == (name ?? (method.IsConstructor ? "Create" : method.Name))
                && IsOffered(candidate)
                && StandsFor(candidate, type, method, isConstrained, out var passesSandbox))
            {
                if (found is not null)
                {
                    return null;
                }

                found = new Shim(candidate, shims, passesSandbox);
            }
        }

        return found;
    }

    /// <summary>Whether a method of a shim class can be a shim at all.</summary>
    internal static bool IsOffered(MethodModel candidate) =>
        candidate.IsStatic && (candidate.Attributes & MethodAttributes.MemberAccessMask) == MethodAttributes.Public;

    private static bool StandsFor(MethodModel shim, TypeModel type, MethodModel method, bool isConstrained, out bool passesSandbox)
    {
        var ofType = type.GenericParameters.Count;
        var ofMethod = method.Signature.GenericParameterCount;
        passesSandbox = shim.Signature.Parameters.Items is [.., NamedSignature last] && last.Identity == Sandbox;
        if (shim.Signature.GenericParameterCount != ofType + ofMethod + (isConstrained ? 1 : 0))
        {
            return false;
        }

        var all = Enumerable.Range(0, ofType + ofMethod)
            .Select(index => (TypeSignature)new GenericParameterSignature(true, index))
            .ToArray();
        var signature = method.Signature.Substitute([.. all[..ofType]], [.. all[ofType..]]);
        var self = isConstrained ? new GenericParameterSignature(true, ofType + ofMethod) : Self(type, [.. all[..ofType]]);
        IEnumerable<TypeSignature> expected = signature.Parameters;
        if (!method.IsStatic && !method.IsConstructor)
        {
            expected = expected.Prepend(type.IsValueType || isConstrained ? new ByReferenceSignature(self) : self);
        }

        var stated = passesSandbox ? shim.Signature.Parameters.Items[..^1] : shim.Signature.Parameters.Items;
        return stated.Select(Plain).SequenceEqual(expected.Select(Plain))
            && Plain(shim.Signature.ReturnType) == Plain(method.IsConstructor ? self : signature.ReturnType);
    }

    private static TypeSignature Self(TypeModel type, EquatableArray<TypeSignature> arguments)
    {
        var self = NamedSignature.Of(type.Identity);
        return arguments.IsEmpty || self is not NamedSignature named ? self : new GenericSignature(named, arguments);
    }

    /// <summary>
    /// Without custom modifiers: <c>in</c> and <c>ref readonly</c> carry them on virtual members only.
    /// </summary>
    private static TypeSignature Plain(TypeSignature type) => type switch
    {
        ModifiedSignature modified => Plain(modified.Element),
        ByReferenceSignature reference => new ByReferenceSignature(Plain(reference.Element)),
        VectorSignature vector => new VectorSignature(Plain(vector.Element)),
        _ => type,
    };
}
