using System.Reflection;
using RExecIL.Verifier.Metadata;

namespace RExecIL.Verifier.TypeSafety;

/// <summary>Which values may stand where another type is expected (ECMA-335 I.8.7, III.1.8.1.2.3), and what two types have in common.</summary>
/// <remarks>Pure. Every question is bounded in steps; one that takes more is answered with no.</remarks>
internal static class Assignability
{
    private const int MaxSteps = 4_000;
    private const int MaxDepth = 64;

    /// <summary>Of types with more interfaces only the common class counts: comparing them all at every join would take too long.</summary>
    private const int MaxSharedInterfaces = 64;

    /// <summary>Whether an object of one type, boxed if that is a value type or parameter, is an object of the other.</summary>
    internal static bool IsCompatible(InternedType from, InternedType to, TypeSystem types)
    {
        if (ReferenceEquals(from, to) && from.Shape != TypeShape.Unusable)
        {
            return true;
        }

        var steps = MaxSteps;
        return IsCompatible(from, to, types, 0, ref steps);
    }

    /// <summary>Whether two types have the same bits and meaning for a reference or array element: equal, or equal numbers.</summary>
    internal static bool IsSameLocation(InternedType left, InternedType right) =>
        left.Shape != TypeShape.Unusable
        && (ReferenceEquals(left, right) || (left.Reduced is { } reduced && reduced == right.Reduced));

    /// <summary>Whether an array of one element type may be used as an array of another (I.8.7.1, array-element-compatible-with).</summary>
    internal static bool IsElementCompatible(InternedType from, InternedType to, TypeSystem types)
    {
        var steps = MaxSteps;
        return IsElementCompatible(from, to, types, 0, ref steps);
    }

    /// <summary>Whether a value on the stack may be stored where the type is expected; lifetimes and permissions apart.</summary>
    internal static bool IsAssignable(in VerificationType value, InternedType to, TypeSystem types) => value.Kind switch
    {
        StackKind.Int32 => to.Reduced is PrimitiveCode.SByte or PrimitiveCode.Int16 or PrimitiveCode.Int32,
        StackKind.Int64 => to.Reduced is PrimitiveCode.Int64,
        StackKind.NativeInt => to.Reduced is PrimitiveCode.IntPtr,
        StackKind.Float => to.Reduced is PrimitiveCode.Single or PrimitiveCode.Double,
        StackKind.Object => to.IsObject && !value.IsUninitialized && (value.IsNull || IsCompatible(value.Type!, to, types)),
        StackKind.Value => ReferenceEquals(value.Type, to) && to.Shape is TypeShape.Structure or TypeShape.Parameter && ReferenceEquals(value.Type, to),
        StackKind.Reference => to.Shape == TypeShape.Reference && IsSameLocation(value.Type!, to.Element!),
        _ => false,
    };

    /// <summary>Whether every argument of the type is a reference type as far as is known here.</summary>
    internal static bool IsKnownObject(InternedType type, TypeSystem types) => IsKnownObject(type, types, 0);

    /// <summary>What is known of a value that is one or the other (III.1.8.1.3). Invalid when the two have nothing in common.</summary>
    internal static VerificationType Merge(in VerificationType left, in VerificationType right, TypeSystem types)
    {
        if (left.Equals(right))
        {
            return left;
        }

        if (left.Kind != right.Kind)
        {
            return VerificationType.Invalid;
        }

        var traits = (left.Traits & right.Traits & Traits.This) | ((left.Traits | right.Traits) & (Traits.ReadOnly | Traits.Uninitialized));
        switch (left.Kind)
        {
            case StackKind.Object when left.IsUninitialized || right.IsUninitialized:
                return VerificationType.Invalid; // One that is constructed and one that is not have no common use.
            case StackKind.Object when left.IsNull || right.IsNull:
                return (left.IsNull ? right : left).With(Traits.None);
            case StackKind.Object:
                return VerificationType.Object(Common(left.Type!, right.Type!, types), traits);
            case StackKind.Value when ReferenceEquals(left.Type, right.Type):
                return left.With(VerificationType.Shorter(left.Lifetime, right.Lifetime), VerificationType.Shorter(left.Contents, right.Contents));
            case StackKind.Reference when IsSameLocation(left.Type!, right.Type!):
                // What may be written behind one may not be good enough for what is behind the other.
                if (left.Contents != right.Contents && left.Type!.IsByRefLike && (left.Slot != right.Slot || left.Slot == VerificationType.NoSlot))
                {
                    traits |= Traits.ReadOnly;
                }

                return VerificationType.Reference(
                    Canonical(left.Type!, right.Type!),
                    traits,
                    VerificationType.Shorter(left.Lifetime, right.Lifetime),
                    VerificationType.Shorter(left.Contents, right.Contents),
                    left.Slot == right.Slot ? left.Slot : VerificationType.NoSlot);
            default:
                return VerificationType.Invalid;
        }
    }

    /// <summary>The nearest class, or else an interface, that both are.</summary>
    internal static InternedType Common(InternedType left, InternedType right, TypeSystem types)
    {
        if (IsCompatible(left, right, types))
        {
            return IsCompatible(right, left, types) ? Canonical(left, right) : right;
        }

        if (IsCompatible(right, left, types))
        {
            return left;
        }

        if (left.Shape == TypeShape.Vector && right.Shape == TypeShape.Vector && left.Element!.IsObject && right.Element!.IsObject)
        {
            return types.VectorOf(Common(left.Element, right.Element, types));
        }

        var parent = CommonClass(left, right, types);
        if (!ReferenceEquals(parent, types.Object) && !ReferenceEquals(parent, types.ValueType))
        {
            return parent;
        }

        var (ofLeft, ofRight) = (AllInterfaces(left, types).ToList(), AllInterfaces(right, types).ToList());
        if (ofLeft.Count > MaxSharedInterfaces || ofRight.Count > MaxSharedInterfaces)
        {
            return parent;
        }

        // An interface that extends another has more of them, so that none of the candidates is below the one with the most.
        return ofLeft.Where(candidate => IsCompatible(right, candidate, types))
            .Concat(ofRight.Where(candidate => IsCompatible(left, candidate, types)))
            .OrderByDescending(candidate => types.InterfacesOf(candidate).Length)
            .ThenBy(candidate => candidate.ToString(), StringComparer.Ordinal)
            .FirstOrDefault() ?? parent;
    }

    private static InternedType CommonClass(InternedType left, InternedType right, TypeSystem types)
    {
        foreach (var candidate in types.Ancestry(ClassOf(left, types)))
        {
            if (IsCompatible(left, candidate, types) && IsCompatible(right, candidate, types))
            {
                return candidate;
            }
        }

        return types.Object;
    }

    private static bool IsCompatible(InternedType from, InternedType to, TypeSystem types, int depth, ref int steps)
    {
        if (from.Shape == TypeShape.Unusable || to.Shape == TypeShape.Unusable || depth > MaxDepth || --steps < 0)
        {
            return false;
        }

        if (ReferenceEquals(from, to))
        {
            return true;
        }

        if (from.Shape is TypeShape.Reference or TypeShape.Void || to.Shape is TypeShape.Reference or TypeShape.Void
            || (from.IsByRefLike && from.Shape != TypeShape.Parameter))
        {
            return false;
        }

        if (ReferenceEquals(to, types.Object))
        {
            return true;
        }

        switch (from.Shape)
        {
            case TypeShape.Parameter:
                foreach (var constraint in types.ConstraintsOf(from))
                {
                    if (IsCompatible(constraint, to, types, depth + 1, ref steps))
                    {
                        return true;
                    }
                }

                return IsValueTypeParameter(from) && ReferenceEquals(to, types.ValueType);
            case TypeShape.Vector when to.Shape == TypeShape.Vector:
            case TypeShape.Array when to.Shape == TypeShape.Array && to.Rank == from.Rank:
                return IsElementCompatible(from.Element!, to.Element!, types, depth + 1, ref steps);
            case TypeShape.Vector when IsVectorInterface(to):
                return IsElementCompatible(from.Element!, to.Arguments[0], types, depth + 1, ref steps);
        }

        if (to.Shape == TypeShape.Interface)
        {
            if (IsVariantOf(from, to, types, depth, ref steps))
            {
                return true;
            }

            foreach (var candidate in types.InterfacesOf(from))
            {
                if (--steps < 0)
                {
                    return false;
                }

                if (ReferenceEquals(candidate, to) || IsVariantOf(candidate, to, types, depth, ref steps))
                {
                    return true;
                }
            }

            return false;
        }

        if (to.Shape != TypeShape.Class)
        {
            return false;
        }

        foreach (var ancestor in types.Ancestry(from))
        {
            if (--steps < 0)
            {
                return false;
            }

            if (ReferenceEquals(ancestor, to))
            {
                return true;
            }
        }

        return to.Definition!.IsDelegate && IsVariantOf(from, to, types, depth, ref steps);
    }

    /// <summary>Whether two instances of one generic type differ in variant arguments alone (I.8.7.1).</summary>
    private static bool IsVariantOf(InternedType from, InternedType to, TypeSystem types, int depth, ref int steps)
    {
        if (from.Arguments.IsEmpty || from.Arguments.Length != to.Arguments.Length
            || from.Definition is null || !ReferenceEquals(from.Definition, to.Definition))
        {
            return false;
        }

        for (var index = 0; index < to.Arguments.Length; index++)
        {
            var (left, right) = (from.Arguments[index], to.Arguments[index]);
            if (ReferenceEquals(left, right))
            {
                continue;
            }

            var isVariant = (from.Definition.GenericParameters[index].Attributes & GenericParameterAttributes.VarianceMask) switch
            {
                GenericParameterAttributes.Covariant => IsObjectCompatible(left, right, types, depth + 1, ref steps),
                GenericParameterAttributes.Contravariant => IsObjectCompatible(right, left, types, depth + 1, ref steps),
                _ => false,
            };
            if (!isVariant)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Variance holds for reference types alone: the bits of a value are not those of an object.</summary>
    private static bool IsObjectCompatible(InternedType from, InternedType to, TypeSystem types, int depth, ref int steps) =>
        IsKnownObject(from, types, 0) && IsCompatible(from, to, types, depth, ref steps)
        && (to.IsObject || IsKnownObject(to, types, 0));

    private static bool IsElementCompatible(InternedType from, InternedType to, TypeSystem types, int depth, ref int steps) =>
        (IsSameLocation(from, to) && (ReferenceEquals(from, to) || !(IsNoNumber(from) || IsNoNumber(to))))
        || IsObjectCompatible(from, to, types, depth, ref steps);

    /// <summary>
    /// Arrays of <c>bool</c> and <c>char</c> are those of no number (I.8.7, the reduced type keeps them apart); the runtime
    /// has an array of them implement no interface of a number either.
    /// </summary>
    private static bool IsNoNumber(InternedType element) =>
        (element.Shape == TypeShape.Enumeration
            ? element.Definition!.Fields.Items.First(field => !field.IsStatic).FieldType
            : element.Signature) is PrimitiveSignature { Code: PrimitiveCode.Boolean or PrimitiveCode.Char };

    private static bool IsKnownObject(InternedType type, TypeSystem types, int depth)
    {
        if (type.Shape != TypeShape.Parameter)
        {
            return type.IsObject;
        }

        if ((type.Parameter!.Attributes & GenericParameterAttributes.ReferenceTypeConstraint) != 0)
        {
            return true;
        }

        if (depth > MaxDepth)
        {
            return false;
        }

        foreach (var constraint in types.ConstraintsOf(type))
        {
            // A class above it makes it a reference type, but for the three that value types have above them too.
            if (constraint.Shape == TypeShape.Class
                ? !ReferenceEquals(constraint, types.Object) && !ReferenceEquals(constraint, types.ValueType) && !ReferenceEquals(constraint, types.Enumeration)
                : constraint.Shape is TypeShape.Vector or TypeShape.Array
                    || (constraint.Shape == TypeShape.Parameter && IsKnownObject(constraint, types, depth + 1)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The interfaces that every vector implements for its element type (I.8.9.1).</summary>
    private static bool IsVectorInterface(InternedType type) =>
        type.Arguments.Length == 1
        && type.Definition!.Identity is { Assembly: FrameworkNames.CoreLibrary, FullName: var name }
        && name is "System.Collections.Generic.IList`1" or "System.Collections.Generic.ICollection`1"
            or "System.Collections.Generic.IEnumerable`1" or "System.Collections.Generic.IReadOnlyList`1"
            or "System.Collections.Generic.IReadOnlyCollection`1";

    private static bool IsValueTypeParameter(InternedType parameter) =>
        (parameter.Parameter!.Attributes & GenericParameterAttributes.NotNullableValueTypeConstraint) != 0;

    private static InternedType ClassOf(InternedType type, TypeSystem types) => type.Shape == TypeShape.Parameter
        ? types.ConstraintsOf(type).FirstOrDefault(constraint => constraint.Shape == TypeShape.Class) ?? types.Object
        : type;

    private static IEnumerable<InternedType> AllInterfaces(InternedType type, TypeSystem types) => type.Shape switch
    {
        TypeShape.Parameter => types.ConstraintsOf(type).SelectMany(constraint => constraint.Shape == TypeShape.Parameter
            ? []
            : AllInterfaces(constraint, types)),
        TypeShape.Interface => types.InterfacesOf(type).Prepend(type),
        _ => types.InterfacesOf(type),
    };

    private static InternedType Canonical(InternedType left, InternedType right) =>
        ReferenceEquals(left, right) || string.CompareOrdinal(left.ToString(), right.ToString()) <= 0 ? left : right;
}
