using System.Collections.Immutable;
using RExecIL.Verifier.Metadata;

namespace RExecIL.Verifier.TypeSafety;

/// <summary>What kind of type it is, as far as verification asks.</summary>
internal enum TypeShape : byte
{
    /// <summary>A pointer, an unknown name, an open definition: nothing can be done with it.</summary>
    Unusable,

    /// <summary>No value.</summary>
    Void,

    /// <summary>A number, a character or a truth value.</summary>
    Primitive,

    /// <summary>An enumeration.</summary>
    Enumeration,

    /// <summary>Any other value type.</summary>
    Structure,

    /// <summary>A class, delegates included.</summary>
    Class,

    /// <summary>An interface.</summary>
    Interface,

    /// <summary>A vector: one dimension, lower bound zero.</summary>
    Vector,

    /// <summary>An array of any other rank.</summary>
    Array,

    /// <summary>A managed pointer.</summary>
    Reference,

    /// <summary>A generic parameter of a type or method.</summary>
    Parameter,
}

/// <summary>A type made once by a <see cref="TypeSystem"/>: the same object is the same type.</summary>
/// <remarks>
/// Custom modifiers are gone. A generic parameter belongs to its owner, so that <c>!!0</c> of two methods are two types.
/// </remarks>
internal sealed class InternedType
{
    private readonly int _number;

    /// <summary>A type; the number tells the types of one system apart.</summary>
    internal InternedType(TypeSignature signature, TypeShape shape, int number) => (Signature, Shape, _number) = (signature, shape, number);

    /// <summary>How the type is written; for messages, and for nothing else.</summary>
    internal TypeSignature Signature { get; }

    internal TypeShape Shape { get; }

    /// <summary>The definition of a named type or generic instance.</summary>
    internal TypeModel? Definition { get; init; }

    /// <summary>The generic arguments of an instance.</summary>
    internal ImmutableArray<InternedType> Arguments { get; init; } = [];

    /// <summary>What an array holds or a reference refers to.</summary>
    internal InternedType? Element { get; init; }

    /// <summary>The size of an array's index, 1 for a vector.</summary>
    internal int Rank { get; init; }

    /// <summary>The row of a generic parameter, and the arguments that its constraints are written in.</summary>
    internal GenericParameterModel? Parameter { get; init; }

    internal GenericScope ParameterScope { get; set; } = GenericScope.Empty;

    /// <summary>Whether values of it may hold references, so that they live on the stack alone.</summary>
    internal bool IsByRefLike { get; init; }

    /// <summary>How many types stand inside each other.</summary>
    internal int Depth { get; init; }

    /// <summary>
    /// The type with the same bits (ECMA-335 I.8.7, reduced and verification type): signs, <c>bool</c>, <c>char</c> and
    /// enumerations do not count. Null for everything but numbers.
    /// </summary>
    internal PrimitiveCode? Reduced { get; init; }

    /// <summary>How many bytes a value has that compilers know the size of (C# specification, sizeof); null for other types.</summary>
    internal int? FixedSize => Reduced switch
    {
        PrimitiveCode.SByte => 1,
        PrimitiveCode.Int16 => 2,
        PrimitiveCode.Int32 or PrimitiveCode.Single => 4,
        PrimitiveCode.Int64 or PrimitiveCode.Double => 8,
        null when Definition?.Identity is { Assembly: FrameworkNames.CoreLibrary, FullName: "System.Decimal" } => 16,
        _ => null,
    };

    /// <summary>Whether it is a class, interface or array: a value of it is an object reference.</summary>
    internal bool IsObject => Shape is TypeShape.Class or TypeShape.Interface or TypeShape.Vector or TypeShape.Array;

    /// <summary>Whether it is a value type, not a parameter that could be one.</summary>
    internal bool IsValueType => Shape is TypeShape.Primitive or TypeShape.Enumeration or TypeShape.Structure;

    /// <summary>Whether it is an instance of <c>System.Nullable&lt;T&gt;</c>, whose boxes are boxes of T.</summary>
    internal bool IsNullable => Definition?.Identity is { Assembly: FrameworkNames.CoreLibrary, FullName: "System.Nullable`1" };

    /// <summary>Whether the slot that holds it has a lifetime: a reference or a ref struct.</summary>
    internal bool HasLifetime => Shape == TypeShape.Reference || IsByRefLike;

    // What a type system has found out about the type; written by it alone.
    internal InternedType? VectorOf { get; set; }

    internal InternedType? ReferenceTo { get; set; }

    internal InternedType? Base { get; set; }

    internal bool HasBase { get; set; }

    internal ImmutableArray<InternedType> Interfaces { get; set; }

    /// <summary>Whether some interfaces are left out, so that no promise of theirs can be followed.</summary>
    internal bool HasTooManyInterfaces { get; set; }

    internal ImmutableArray<InternedType> Constraints { get; set; }

    internal string? ConstraintFault { get; set; }

    internal bool HasCheckedConstraints { get; set; }

    internal bool? IsPublic { get; set; }

    internal GenericScope? MemberScope { get; set; }

    public override int GetHashCode() => _number;

    public override bool Equals(object? obj) => ReferenceEquals(this, obj);

    public override string ToString() => Rules.Text.Of(Signature);
}

/// <summary>What stands for the generic parameters that a signature mentions.</summary>
/// <param name="TypeArguments">What <c>!n</c> means.</param>
/// <param name="MethodArguments">What <c>!!n</c> means.</param>
internal sealed record GenericScope(ImmutableArray<InternedType> TypeArguments, ImmutableArray<InternedType> MethodArguments)
{
    internal static GenericScope Empty { get; } = new([], []);
}
