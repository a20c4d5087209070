namespace RExecIL.Verifier.Metadata;

/// <summary>How code names a method: MethodDef, MemberRef or MethodSpec (ECMA-335 II.22.25, II.22.26, II.22.29).</summary>
/// <param name="DeclaringType">The type it is looked up on: named, generic instance, array, or generic parameter.</param>
/// <param name="Name">The metadata name.</param>
/// <param name="Signature">The signature, in terms of the declaring type's own generic parameters.</param>
/// <param name="TypeArguments">The arguments of a generic method; empty for others and for an open reference.</param>
/// <param name="Token">The token that named it.</param>
public sealed record MethodReference(
    TypeSignature DeclaringType,
    string Name,
    MethodSignature Signature,
    EquatableArray<TypeSignature> TypeArguments,
    int Token)
{
    /// <inheritdoc/>
    public override string ToString() => $"{DeclaringType}::{Name}({string.Join(",", Signature.Parameters)})";
}

/// <summary>How code names a field: FieldDef or MemberRef (ECMA-335 II.22.15, II.22.25).</summary>
/// <param name="DeclaringType">The type it is looked up on.</param>
/// <param name="Name">The metadata name.</param>
/// <param name="FieldType">The type, in terms of the declaring type's own generic parameters.</param>
/// <param name="Token">The token that named it.</param>
public sealed record FieldReference(TypeSignature DeclaringType, string Name, TypeSignature FieldType, int Token)
{
    /// <inheritdoc/>
    public override string ToString() => $"{DeclaringType}::{Name}";
}

/// <summary>How code names a type: TypeDef, TypeRef or TypeSpec.</summary>
/// <param name="Type">The type.</param>
/// <param name="Token">The token that named it.</param>
public sealed record TypeReference(TypeSignature Type, int Token)
{
    /// <inheritdoc/>
    public override string ToString() => Type.ToString();
}
