using System.Reflection.Metadata;

namespace RExecIL.Verifier.Metadata;

/// <summary>The signature of a method (ECMA-335 II.23.2.1, II.23.2.2), equal by structure. Immutable.</summary>
/// <param name="Header">The leading byte: calling convention, <c>this</c>, generic.</param>
/// <param name="GenericParameterCount">Number of generic parameters of the method.</param>
/// <param name="ReturnType">The return type.</param>
/// <param name="Parameters">The parameter types, without <c>this</c>.</param>
public sealed record MethodSignature(
    SignatureHeader Header, int GenericParameterCount, TypeSignature ReturnType, EquatableArray<TypeSignature> Parameters)
{
    /// <summary>Whether the method has a <c>this</c>.</summary>
    public bool IsInstance => Header.IsInstance;

    /// <summary>This signature with generic parameters replaced by arguments.</summary>
    public MethodSignature Substitute(
        EquatableArray<TypeSignature> typeArguments, EquatableArray<TypeSignature> methodArguments) =>
        typeArguments.IsEmpty && methodArguments.IsEmpty ? this : this with
        {
            ReturnType = ReturnType.Substitute(typeArguments, methodArguments),
            Parameters = Parameters.Items.Select(type => type.Substitute(typeArguments, methodArguments)).ToEquatableArray(),
        };

    /// <summary>The return type and all parameter types.</summary>
    public IEnumerable<TypeSignature> Parts => [ReturnType, .. Parameters];

    /// <inheritdoc/>
    public override string ToString() => $"{ReturnType}({string.Join(",", Parameters)})";
}
