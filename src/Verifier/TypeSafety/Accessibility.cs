using System.Collections.Immutable;
using System.Reflection;
using RExecIL.Verifier.Metadata;

namespace RExecIL.Verifier.TypeSafety;

/// <summary>What code in a type may name (ECMA-335 I.8.5.3): the runtime checks members late, and some tokens never.</summary>
internal static class Accessibility
{
    /// <summary>Types above one that are looked at; beyond them nothing is accessible.</summary>
    private const int MaxInterfaces = 512;

    /// <summary>Whether any code may name the type and everything it is made of.</summary>
    internal static bool IsPublic(InternedType type, AssemblyClosure closure) => type.IsPublic ??= FindIsPublic(type, closure);

    private static bool FindIsPublic(InternedType type, AssemblyClosure closure)
    {
        if (type.Element is { } element)
        {
            return IsPublic(element, closure);
        }

        for (var definition = type.Definition; definition is not null; definition = Outer(definition, closure))
        {
            if ((definition.Attributes & TypeAttributes.VisibilityMask) is not (TypeAttributes.Public or TypeAttributes.NestedPublic))
            {
                return false;
            }
        }

        foreach (var argument in type.Arguments)
        {
            if (!IsPublic(argument, closure))
            {
                return false;
            }
        }

        return type.Shape != TypeShape.Unusable;
    }

    /// <summary>Whether code in a type may name another.</summary>
    internal static bool CanName(InternedType type, TypeModel user, AssemblyClosure closure)
    {
        if (IsPublic(type, closure))
        {
            return true;
        }

        if (type.Element is { } element)
        {
            return CanName(element, user, closure);
        }

        if (!CanNameAll(type.Arguments, user, closure))
        {
            return false;
        }

        return type.Definition is null ? type.Shape != TypeShape.Unusable : CanName(type.Definition, user, closure);
    }

    /// <summary>Whether code in a type may name each of several.</summary>
    internal static bool CanNameAll(ImmutableArray<InternedType> types, TypeModel user, AssemblyClosure closure)
    {
        foreach (var type in types)
        {
            if (!CanName(type, user, closure))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether code in a type may name a type definition.</summary>
    internal static bool CanName(TypeModel type, TypeModel user, AssemblyClosure closure)
    {
        for (var definition = type; definition is not null; definition = Outer(definition, closure))
        {
            var isVisible = (definition.Attributes & TypeAttributes.VisibilityMask) switch
            {
                TypeAttributes.Public or TypeAttributes.NestedPublic => true,
                TypeAttributes.NotPublic or TypeAttributes.NestedAssembly => IsSameAssembly(definition.Identity, user.Identity, closure),
                TypeAttributes.NestedPrivate => IsWithin(user.Identity, definition.Identity.DeclaringType!),
                TypeAttributes.NestedFamily => IsWithinDerived(user.Identity, definition.Identity.DeclaringType!, closure),
                TypeAttributes.NestedFamORAssem => IsSameAssembly(definition.Identity, user.Identity, closure)
                    || IsWithinDerived(user.Identity, definition.Identity.DeclaringType!, closure),
                TypeAttributes.NestedFamANDAssem => IsSameAssembly(definition.Identity, user.Identity, closure)
                    && IsWithinDerived(user.Identity, definition.Identity.DeclaringType!, closure),
                _ => false,
            };
            if (!isVisible)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether code in a type may use a member of another; of a protected one, through which instance is another question.</summary>
    internal static bool CanUse(MethodAttributes access, TypeIdentity owner, TypeModel user, AssemblyClosure closure) => (access & MethodAttributes.MemberAccessMask) switch
    {
        MethodAttributes.Public => true,
        MethodAttributes.Private => IsWithin(user.Identity, owner),
        MethodAttributes.Assembly => IsSameAssembly(owner, user.Identity, closure),
        MethodAttributes.Family => IsWithinDerived(user.Identity, owner, closure),
        MethodAttributes.FamORAssem => IsSameAssembly(owner, user.Identity, closure) || IsWithinDerived(user.Identity, owner, closure),
        MethodAttributes.FamANDAssem => IsSameAssembly(owner, user.Identity, closure) && IsWithinDerived(user.Identity, owner, closure),
        _ => false,
    };

    /// <summary>Whether a member is protected for this user, so that it must be used through an instance of the user's own type.</summary>
    internal static bool IsProtected(MethodAttributes access, TypeIdentity owner, TypeModel user, AssemblyClosure closure) => (access & MethodAttributes.MemberAccessMask) switch
    {
        MethodAttributes.Family or MethodAttributes.FamANDAssem => !IsWithin(user.Identity, owner),
        MethodAttributes.FamORAssem => !IsSameAssembly(owner, user.Identity, closure),
        _ => false,
    };

    /// <summary>Whether an object may stand for <c>this</c> of a protected member: it is of the user's type or one around it.</summary>
    internal static bool IsOwnInstance(InternedType instance, TypeModel user, TypeIdentity owner, TypeSystem types)
    {
        if (instance.Shape == TypeShape.Parameter)
        {
            return types.ConstraintsOf(instance).Any(
                constraint => constraint.Shape != TypeShape.Parameter && IsOwnInstance(constraint, user, owner, types));
        }

        var closure = types.Closure;
        for (var type = user.Identity; type is not null; type = type.DeclaringType)
        {
            if (Descends(type, owner, closure) && instance.Definition is { } definition && Descends(definition.Identity, type, closure))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The same numbers in the Field and Method tables mean the same access (ECMA-335 II.23.1.5, II.23.1.10).</summary>
    internal static MethodAttributes Of(FieldAttributes attributes) => (MethodAttributes)(attributes & FieldAttributes.FieldAccessMask);

    private static TypeModel? Outer(TypeModel type, AssemblyClosure closure) =>
        type.Identity.DeclaringType is { } outer ? closure.Find(outer) : null;

    private static bool IsWithin(TypeIdentity user, TypeIdentity owner)
    {
        for (var type = user; type is not null; type = type.DeclaringType)
        {
            if (type == owner)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsWithinDerived(TypeIdentity user, TypeIdentity owner, AssemblyClosure closure)
    {
        for (var type = user; type is not null; type = type.DeclaringType)
        {
            if (Descends(type, owner, closure))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a type derives from a class or, for an interface's protected members, has the interface among its own.</summary>
    private static bool Descends(TypeIdentity type, TypeIdentity ancestor, AssemblyClosure closure) =>
        closure.DerivesFrom(type, ancestor)
        || (closure.Find(ancestor) is { IsInterface: true } && Implements(type, ancestor, closure));

    private static bool Implements(TypeIdentity type, TypeIdentity contract, AssemblyClosure closure)
    {
        var seen = new HashSet<TypeIdentity> { type };
        var pending = new Stack<TypeIdentity>(seen);
        while (pending.TryPop(out var current) && seen.Count < MaxInterfaces)
        {
            if (current == contract)
            {
                return true;
            }

            if (closure.Find(current) is not { } definition)
            {
                continue;
            }

            foreach (var parent in definition.Interfaces.Items.Append(definition.BaseType).Select(parent => parent?.Definition).OfType<TypeIdentity>())
            {
                if (seen.Add(parent))
                {
                    pending.Push(parent);
                }
            }
        }

        return false;
    }

    private static bool IsSameAssembly(TypeIdentity owner, TypeIdentity user, AssemblyClosure closure) =>
        string.Equals(owner.Assembly, user.Assembly, StringComparison.OrdinalIgnoreCase)
        || (closure.IsGuest(owner) && closure.IsFriend(owner.Assembly, user.Assembly));
}
