using System.Collections.Immutable;
using System.Reflection;
using RExecIL.Verifier.Metadata;

namespace RExecIL.Verifier.TypeSafety;

/// <summary>A parameter as callers and callee must both treat it.</summary>
/// <param name="Type">Its type.</param>
/// <param name="IsReadOnly">Nothing is written through the reference: <c>in</c>, <c>ref readonly</c>.</param>
/// <param name="IsOut">The reference is only written through.</param>
/// <param name="IsScopedReference">The reference ends with the call: <c>scoped ref</c>, <c>out</c>, <c>this</c> of a value type.</param>
/// <param name="IsScopedValue">The ref struct's references end with the call: <c>scoped Span&lt;T&gt;</c>.</param>
/// <param name="IsUnscoped">The reference may be kept where the caller's are: <c>[UnscopedRef] ref</c>.</param>
internal readonly record struct ParameterTarget(
    InternedType Type, bool IsReadOnly, bool IsOut, bool IsScopedReference, bool IsScopedValue, bool IsUnscoped)
{
    private const string ParameterCollection = "System.Runtime.CompilerServices.ParamCollectionAttribute";

    /// <summary>How long the argument is good for inside the method.</summary>
    internal Lifetime Lifetime => Type.Shape == TypeShape.Reference
        ? IsScopedReference ? Lifetime.Local : IsUnscoped && !IsOut ? Lifetime.Caller : Lifetime.Return
        : IsScopedValue ? Lifetime.Local : Lifetime.Caller;

    /// <summary>How long what is behind the reference is good for inside the method.</summary>
    internal Lifetime Contents => IsOut ? Lifetime.Return : Lifetime.Caller;

    /// <summary>Whether code that is called through another method, a base's or a delegate's, keeps what that one promises.</summary>
    internal bool Keeps(ParameterTarget promised) => Lifetime <= promised.Lifetime && KeepsPermission(promised);

    /// <summary>The same of code that has no place to keep a reference in.</summary>
    internal bool KeepsPermission(ParameterTarget promised) =>
        (!promised.IsReadOnly || IsReadOnly)
        && (IsOut == promised.IsOut || promised.Type is not { Shape: TypeShape.Reference, Element.IsByRefLike: true });

    /// <summary>
    /// Whether a method can put a reference that it is given where it outlives the call: into what it returns, or through a
    /// reference to a ref struct. One that cannot may say less than is promised for it, as C# has it.
    /// </summary>
    /// <param name="instance">The type of <c>this</c>; null for none.</param>
    /// <param name="parameters">The types of the parameters.</param>
    /// <param name="result">The return type.</param>
    internal static bool CanKeep(InternedType? instance, IEnumerable<InternedType> parameters, InternedType result) =>
        result.HasLifetime
        || instance is { IsByRefLike: true }
        || parameters.Any(parameter => parameter is { Shape: TypeShape.Reference, Element.IsByRefLike: true });

    /// <summary>The parameter at a position from 0, <c>this</c> not counted.</summary>
    internal static ParameterTarget Of(MethodModel method, int position, InternedType type)
    {
        if (type.Shape != TypeShape.Reference && !type.IsByRefLike)
        {
            return new(type, false, false, false, false, false); // Nothing that an annotation could say counts.
        }

        var row = RowOf(method, position + 1);
        var signature = method.Signature.Parameters[position];
        if (type.Shape != TypeShape.Reference)
        {
            return type.IsByRefLike && row is not null
                ? new(type, false, false, false, Has(Annotations.Scoped) || (Has(ParameterCollection) && !Has(Annotations.Unscoped)), false)
                : new(type, false, false, false, false, false);
        }

        var isReadOnly = Annotations.IsIn(signature) || Has(Annotations.IsReadOnly) || Has(Annotations.RequiresLocation);
        var isOut = !isReadOnly && row is not null && (row.Attributes & (ParameterAttributes.Out | ParameterAttributes.In)) == ParameterAttributes.Out;
        var isUnscoped = Has(Annotations.Unscoped);
        var isScoped = isOut || Has(Annotations.Scoped) || Annotations.IsClosure(signature);
        return new(type, isReadOnly, isOut, isScoped && !isUnscoped, false, isUnscoped);

        bool Has(string name) => row is not null && Annotations.Has(row.CustomAttributes, name);
    }

    private static ParameterModel? RowOf(MethodModel method, int sequence)
    {
        foreach (var row in method.Parameters)
        {
            if (row.Sequence == sequence)
            {
                return row;
            }
        }

        return null;
    }

    /// <summary>The <c>this</c> of a value type's method.</summary>
    internal static ParameterTarget This(TypeModel owner, MethodModel method, TypeSystem types, InternedType reference) => new(
        reference,
        Annotations.HasReadOnlyThis(owner, method),
        method.IsConstructor,
        !types.IsUnscoped(owner, method),
        false,
        false);
}

/// <summary>A method as a place in a body names it: found, its generic parameters filled in.</summary>
internal sealed class CallTarget
{
    internal required MethodReference Reference { get; init; }

    /// <summary>The definition; null for the methods that the runtime gives to arrays.</summary>
    internal MethodModel? Method { get; init; }

    /// <summary>The type that the name was looked up on.</summary>
    internal required InternedType DeclaringType { get; init; }

    /// <summary>The type that defines it: the same, or a base type.</summary>
    internal required InternedType DefiningType { get; init; }

    /// <summary>The parameters without <c>this</c>.</summary>
    internal required ImmutableArray<ParameterTarget> Parameters { get; init; }

    internal required InternedType ReturnType { get; init; }

    /// <summary>Whether nothing may be written through the returned reference.</summary>
    internal bool ReturnsReadOnly { get; init; }

    /// <summary>The arguments of a generic method.</summary>
    internal ImmutableArray<InternedType> MethodArguments { get; init; } = [];

    /// <summary>What is wrong with naming it at all, whoever does.</summary>
    internal string? ConstraintFault { get; init; }

    /// <summary>Whether any code may name it.</summary>
    internal bool IsAccessibleEverywhere { get; init; }

    internal bool IsStatic => Method is { IsStatic: true };

    internal bool IsConstructor => Method is null ? Reference.Name == ".ctor" : Method.IsConstructor;

    internal bool IsVirtual => Method is { IsVirtual: true };

    internal bool IsAbstract => Method is not null && (Method.Attributes & MethodAttributes.Abstract) != 0;

    /// <summary>Whether a derived type may have another body for it.</summary>
    internal bool IsOverridable => Method is { IsVirtual: true }
        && (Method.Attributes & MethodAttributes.Final) == 0
        && DefiningType.Definition is { IsSealed: false };

    public override string ToString() => Rules.Text.Of(Reference);
}

/// <summary>A field as a place in a body names it: found, its generic parameters filled in.</summary>
internal sealed class FieldTarget
{
    internal required FieldReference Reference { get; init; }

    internal required FieldModel Field { get; init; }

    /// <summary>The type that the name was looked up on.</summary>
    internal required InternedType DeclaringType { get; init; }

    /// <summary>The type that defines it: the same, or a base type.</summary>
    internal required InternedType DefiningType { get; init; }

    internal required InternedType Type { get; init; }

    /// <summary>Whether the field is a <c>ref readonly</c> one.</summary>
    internal bool HoldsReadOnly { get; init; }

    /// <summary>What is wrong with naming it at all, whoever does.</summary>
    internal string? ConstraintFault { get; init; }

    /// <summary>Whether any code may name it.</summary>
    internal bool IsAccessibleEverywhere { get; init; }

    internal bool IsInitOnly => (Field.Attributes & FieldAttributes.InitOnly) != 0;

    public override string ToString() => Rules.Text.Of(Reference);
}
