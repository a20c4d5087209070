namespace RExecIL.Verifier.Metadata;

/// <summary>A type as a signature writes it (ECMA-335 II.23.2.12), equal by structure. A closed set. Immutable.</summary>
public abstract record TypeSignature
{
    private protected TypeSignature()
    {
    }

    /// <summary>This type with generic parameters replaced by arguments.</summary>
    /// <param name="typeArguments">What stands for <c>!n</c>; a parameter beyond them stays.</param>
    /// <param name="methodArguments">What stands for <c>!!n</c>; a parameter beyond them stays.</param>
    public abstract TypeSignature Substitute(
        EquatableArray<TypeSignature> typeArguments, EquatableArray<TypeSignature> methodArguments);

    /// <summary>The signatures directly inside this one.</summary>
    public IEnumerable<TypeSignature> Parts => PartList.AsEnumerable();

    /// <summary>The same, for loops that must not allocate.</summary>
    internal virtual SignatureParts PartList => default;

    /// <summary>Whether it mentions no generic parameter, so that it means the same everywhere.</summary>
    internal bool IsClosed => Reach == ParameterReach.Nowhere;

    /// <summary>Whose generic parameters it mentions.</summary>
    internal ParameterReach Reach => this switch
    {
        GenericParameterSignature parameter => parameter.IsMethodParameter ? ParameterReach.Method : ParameterReach.Type,
        PrimitiveSignature or NamedSignature => ParameterReach.Nowhere,
        GenericSignature generic => generic.ArgumentReach,
        VectorSignature vector => vector.Element.Reach,
        ByReferenceSignature reference => reference.Element.Reach,
        _ => ReachOf(PartList),
    };

    /// <summary>The same of several together.</summary>
    internal static ParameterReach ReachOf(SignatureParts types)
    {
        var reach = ParameterReach.Nowhere;
        foreach (var type in types)
        {
            reach = type.Reach is var own && own > reach ? own : reach;
        }

        return reach;
    }

    /// <summary>The type definition it names directly or as a generic instance; null for all other shapes.</summary>
    public virtual TypeIdentity? Definition => null;

    /// <summary>The generic arguments, empty when there are none.</summary>
    public virtual EquatableArray<TypeSignature> TypeArguments => [];
}

/// <summary>Where the generic parameters that a signature mentions come from; the narrowest of several.</summary>
internal enum ParameterReach : byte
{
    /// <summary>It mentions none.</summary>
    Nowhere,

    /// <summary>From the type alone.</summary>
    Type,

    /// <summary>From the method.</summary>
    Method,
}

/// <summary>A type with an element type code of its own: numbers, <c>string</c>, <c>object</c>, <c>void</c>.</summary>
/// <param name="Code">Which one.</param>
public sealed record PrimitiveSignature(PrimitiveCode Code) : TypeSignature
{
    private static readonly PrimitiveSignature[] All =
        [.. Enum.GetValues<PrimitiveCode>().Select(code => new PrimitiveSignature(code))];

    private static readonly TypeIdentity[] Identities =
        [.. Enum.GetValues<PrimitiveCode>().Select(code => new TypeIdentity(FrameworkNames.CoreLibrary, "System", code.ToString()))];

    /// <inheritdoc/>
    public override TypeIdentity Definition => Identities[(int)Code];

    /// <summary>The one value for a code.</summary>
    public static PrimitiveSignature Of(PrimitiveCode code) => All[(int)code];

    /// <inheritdoc/>
    public override TypeSignature Substitute(
        EquatableArray<TypeSignature> typeArguments, EquatableArray<TypeSignature> methodArguments) => this;

    /// <inheritdoc/>
    public override string ToString() => "System." + Code;
}

/// <summary>The types of <see cref="PrimitiveSignature"/>; each name is the type's in the namespace System.</summary>
public enum PrimitiveCode
{
    /// <summary>No value.</summary>
    Void,

    /// <summary>A truth value, one byte.</summary>
    Boolean,

    /// <summary>A UTF-16 code unit.</summary>
    Char,

    /// <summary>Signed 8 bits.</summary>
    SByte,

    /// <summary>Unsigned 8 bits.</summary>
    Byte,

    /// <summary>Signed 16 bits.</summary>
    Int16,

    /// <summary>Unsigned 16 bits.</summary>
    UInt16,

    /// <summary>Signed 32 bits.</summary>
    Int32,

    /// <summary>Unsigned 32 bits.</summary>
    UInt32,

    /// <summary>Signed 64 bits.</summary>
    Int64,

    /// <summary>Unsigned 64 bits.</summary>
    UInt64,

    /// <summary>IEEE 754, 32 bits.</summary>
    Single,

    /// <summary>IEEE 754, 64 bits.</summary>
    Double,

    /// <summary>Signed, size of an address.</summary>
    IntPtr,

    /// <summary>Unsigned, size of an address.</summary>
    UIntPtr,

    /// <summary>The root of all classes.</summary>
    Object,

    /// <summary>Immutable UTF-16 text.</summary>
    String,

    /// <summary>A reference with its type; never allowed in guest code.</summary>
    TypedReference,
}

/// <summary>A type named by definition, not generic or an open generic definition.</summary>
/// <remarks>
/// Whether a signature wrote CLASS or VALUETYPE is not part of it: the reader collects those claims, and a rule compares
/// them with the definitions.
/// </remarks>
public sealed record NamedSignature : TypeSignature
{
    private static readonly Dictionary<string, PrimitiveSignature> Primitives = Enum.GetValues<PrimitiveCode>()
        .ToDictionary(code => "System." + code, PrimitiveSignature.Of, StringComparer.Ordinal);

    private NamedSignature(TypeIdentity identity) => Identity = identity;

    /// <summary>Which one.</summary>
    public TypeIdentity Identity { get; }

    /// <inheritdoc/>
    public override TypeIdentity Definition => Identity;

    /// <summary>The signature that names a type: a primitive one where the core library's type is primitive.</summary>
    public static TypeSignature Of(TypeIdentity identity) =>
        identity.Namespace == "System"
        && string.Equals(identity.Assembly, FrameworkNames.CoreLibrary, StringComparison.OrdinalIgnoreCase)
        && Primitives.TryGetValue(identity.FullName, out var primitive)
            ? primitive
            : new NamedSignature(identity);

    /// <inheritdoc/>
    public override TypeSignature Substitute(
        EquatableArray<TypeSignature> typeArguments, EquatableArray<TypeSignature> methodArguments) => this;

    /// <inheritdoc/>
    public override int GetHashCode() => Identity.GetHashCode();

    /// <inheritdoc/>
    public override string ToString() => Identity.FullName;
}

/// <summary>A generic type with its arguments.</summary>
public sealed record GenericSignature : TypeSignature
{
    // Signatures nest, many tables are keyed by them, and one argument may stand in many places: told once and kept.
    private readonly int _hash;

    /// <summary>An instance of a generic type.</summary>
    /// <param name="generic">The generic definition.</param>
    /// <param name="arguments">One for each generic parameter.</param>
    public GenericSignature(NamedSignature generic, EquatableArray<TypeSignature> arguments) =>
        (Generic, Arguments, _hash, ArgumentReach) = (generic, arguments, HashCode.Combine(generic, arguments), ReachOf(new(arguments)));

    /// <summary>Whose generic parameters the arguments mention.</summary>
    internal ParameterReach ArgumentReach { get; }

    /// <summary>The generic definition.</summary>
    public NamedSignature Generic { get; }

    /// <summary>One for each generic parameter.</summary>
    public EquatableArray<TypeSignature> Arguments { get; }

    /// <inheritdoc/>
    public override TypeIdentity Definition => Generic.Identity;

    /// <inheritdoc/>
    public override EquatableArray<TypeSignature> TypeArguments => Arguments;

    internal override SignatureParts PartList => new(Arguments);

    /// <inheritdoc/>
    public override TypeSignature Substitute(
        EquatableArray<TypeSignature> typeArguments, EquatableArray<TypeSignature> methodArguments) =>
        typeArguments.IsEmpty && methodArguments.IsEmpty
            ? this
            : new GenericSignature(
                Generic, Arguments.Items.Select(argument => argument.Substitute(typeArguments, methodArguments)).ToEquatableArray());

    /// <inheritdoc/>
    public override int GetHashCode() => _hash;

    /// <inheritdoc/>
    public override string ToString() => $"{Generic}<{string.Join(",", Arguments)}>";
}

/// <summary>A vector: one dimension, lower bound zero.</summary>
/// <param name="Element">What it holds.</param>
public sealed record VectorSignature(TypeSignature Element) : TypeSignature
{
    internal override SignatureParts PartList => new(Element);

    /// <inheritdoc/>
    public override TypeSignature Substitute(
        EquatableArray<TypeSignature> typeArguments, EquatableArray<TypeSignature> methodArguments) =>
        new VectorSignature(Element.Substitute(typeArguments, methodArguments));

    /// <inheritdoc/>
    public override string ToString() => Element + "[]";
}

/// <summary>An array of any rank with optional sizes and lower bounds (ECMA-335 II.23.2.13).</summary>
/// <param name="Element">What it holds.</param>
/// <param name="Rank">Number of dimensions, at least one.</param>
/// <param name="Sizes">Stated sizes of the first dimensions.</param>
/// <param name="LowerBounds">Stated lower bounds of the first dimensions.</param>
public sealed record ArraySignature(
    TypeSignature Element, int Rank, EquatableArray<int> Sizes, EquatableArray<int> LowerBounds) : TypeSignature
{
    internal override SignatureParts PartList => new(Element);

    /// <inheritdoc/>
    public override TypeSignature Substitute(
        EquatableArray<TypeSignature> typeArguments, EquatableArray<TypeSignature> methodArguments) =>
        this with { Element = Element.Substitute(typeArguments, methodArguments) };

    /// <inheritdoc/>
    public override string ToString() => $"{Element}[{new string(',', Rank - 1)}]";
}

/// <summary>A managed pointer, <c>ref</c> in C#.</summary>
/// <param name="Element">What it refers to.</param>
public sealed record ByReferenceSignature(TypeSignature Element) : TypeSignature
{
    internal override SignatureParts PartList => new(Element);

    /// <inheritdoc/>
    public override TypeSignature Substitute(
        EquatableArray<TypeSignature> typeArguments, EquatableArray<TypeSignature> methodArguments) =>
        new ByReferenceSignature(Element.Substitute(typeArguments, methodArguments));

    /// <inheritdoc/>
    public override string ToString() => Element + "&";
}

/// <summary>An unmanaged pointer; never verifiable.</summary>
/// <param name="Element">What it points to.</param>
public sealed record PointerSignature(TypeSignature Element) : TypeSignature
{
    internal override SignatureParts PartList => new(Element);

    /// <inheritdoc/>
    public override TypeSignature Substitute(
        EquatableArray<TypeSignature> typeArguments, EquatableArray<TypeSignature> methodArguments) =>
        new PointerSignature(Element.Substitute(typeArguments, methodArguments));

    /// <inheritdoc/>
    public override string ToString() => Element + "*";
}

/// <summary>A function pointer; never verifiable.</summary>
/// <param name="Signature">What it points to.</param>
public sealed record FunctionPointerSignature(MethodSignature Signature) : TypeSignature
{
    internal override SignatureParts PartList => new(Signature.Parameters, Signature.ReturnType);

    /// <inheritdoc/>
    public override TypeSignature Substitute(
        EquatableArray<TypeSignature> typeArguments, EquatableArray<TypeSignature> methodArguments) =>
        new FunctionPointerSignature(Signature.Substitute(typeArguments, methodArguments));

    /// <inheritdoc/>
    public override string ToString() => $"method {Signature}";
}

/// <summary>A generic parameter: <c>!n</c> of the type or <c>!!n</c> of the method.</summary>
/// <param name="IsMethodParameter">Whether the method owns it.</param>
/// <param name="Index">Position, from 0.</param>
public sealed record GenericParameterSignature(bool IsMethodParameter, int Index) : TypeSignature
{
    private static readonly GenericParameterSignature[] First =
        [.. Enumerable.Range(0, 32).Select(number => new GenericParameterSignature(number % 2 == 1, number / 2))];

    /// <summary>The one value for a parameter; the first of them are made once.</summary>
    internal static GenericParameterSignature Of(bool isMethodParameter, int index) => index is >= 0 and < 16
        ? First[(index * 2) + (isMethodParameter ? 1 : 0)]
        : new GenericParameterSignature(isMethodParameter, index);

    /// <inheritdoc/>
    public override TypeSignature Substitute(
        EquatableArray<TypeSignature> typeArguments, EquatableArray<TypeSignature> methodArguments)
    {
        var arguments = IsMethodParameter ? methodArguments : typeArguments;
        return Index < arguments.Count ? arguments[Index] : this;
    }

    /// <inheritdoc/>
    public override string ToString() => (IsMethodParameter ? "!!" : "!") + Index;
}

/// <summary>A type with a custom modifier (ECMA-335 II.7.1.1).</summary>
/// <param name="Element">The modified type.</param>
/// <param name="Modifier">The modifier.</param>
/// <param name="IsRequired">modreq, not modopt.</param>
public sealed record ModifiedSignature(TypeSignature Element, TypeSignature Modifier, bool IsRequired) : TypeSignature
{
    internal override SignatureParts PartList => new([], Element, Modifier);

    /// <inheritdoc/>
    public override TypeSignature Substitute(
        EquatableArray<TypeSignature> typeArguments, EquatableArray<TypeSignature> methodArguments) =>
        new ModifiedSignature(
            Element.Substitute(typeArguments, methodArguments),
            Modifier.Substitute(typeArguments, methodArguments),
            IsRequired);

    /// <inheritdoc/>
    public override string ToString() => $"{Element} {(IsRequired ? "modreq" : "modopt")}({Modifier})";
}

/// <summary>A pinned local; never verifiable.</summary>
/// <param name="Element">The pinned type.</param>
public sealed record PinnedSignature(TypeSignature Element) : TypeSignature
{
    internal override SignatureParts PartList => new(Element);

    /// <inheritdoc/>
    public override TypeSignature Substitute(
        EquatableArray<TypeSignature> typeArguments, EquatableArray<TypeSignature> methodArguments) =>
        new PinnedSignature(Element.Substitute(typeArguments, methodArguments));

    /// <inheritdoc/>
    public override string ToString() => Element + " pinned";
}
