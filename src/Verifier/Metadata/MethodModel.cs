using System.Reflection;

namespace RExecIL.Verifier.Metadata;

/// <summary>A method definition (ECMA-335 II.22.26) with everything that hangs on it. Immutable.</summary>
public sealed record MethodModel
{
    /// <summary>The MethodDef token.</summary>
    public required int Token { get; init; }

    /// <summary>The type that defines it.</summary>
    public required TypeIdentity DeclaringType { get; init; }

    /// <summary>The metadata name.</summary>
    public required string Name { get; init; }

    /// <summary>Accessibility, static, virtual, abstract, P/Invoke … Source: ECMA-335 II.23.1.10.</summary>
    public required MethodAttributes Attributes { get; init; }

    /// <summary>IL, native, runtime, internal call … Source: ECMA-335 II.23.1.11.</summary>
    public required MethodImplAttributes ImplementationAttributes { get; init; }

    /// <summary>Return and parameter types.</summary>
    public required MethodSignature Signature { get; init; }

    /// <summary>The generic parameters with their constraints.</summary>
    public EquatableArray<GenericParameterModel> GenericParameters { get; init; }

    /// <summary>The Param rows (ECMA-335 II.22.33) that say in or out or carry attributes; a parameter may have none.</summary>
    public EquatableArray<ParameterModel> Parameters { get; init; }

    /// <summary>Attributes on the method itself.</summary>
    public EquatableArray<CustomAttributeModel> CustomAttributes { get; init; }

    /// <summary>The IL; null where there is none, and for methods of the framework, whose bodies are not read.</summary>
    public MethodBodyModel? Body { get; init; }

    /// <summary>Whether the method has an ImplMap row (P/Invoke).</summary>
    public bool HasImportMap { get; init; }

    /// <summary>Whether there is no <c>this</c>.</summary>
    public bool IsStatic => (Attributes & MethodAttributes.Static) != 0;

    /// <summary>Whether it can be overridden or overrides.</summary>
    public bool IsVirtual => (Attributes & MethodAttributes.Virtual) != 0;

    /// <summary>Whether it is an instance constructor.</summary>
    public bool IsConstructor => Name == ".ctor" && (Attributes & MethodAttributes.RTSpecialName) != 0;

    /// <inheritdoc/>
    public override string ToString() => $"{DeclaringType}::{Name}({string.Join(",", Signature.Parameters)})";
}

/// <summary>A Param row.</summary>
/// <param name="Sequence">Position from 1; 0 is the return value.</param>
/// <param name="Attributes">in, out, optional …</param>
/// <param name="CustomAttributes">Attributes on the parameter.</param>
public sealed record ParameterModel(
    int Sequence, ParameterAttributes Attributes, EquatableArray<CustomAttributeModel> CustomAttributes);

/// <summary>A generic parameter (ECMA-335 II.22.20).</summary>
/// <param name="Index">Position, from 0.</param>
/// <param name="Name">The name, for messages only.</param>
/// <param name="Attributes">Variance and special constraints.</param>
/// <param name="Constraints">Types it must derive from or implement.</param>
/// <param name="CustomAttributes">Attributes on the parameter.</param>
public sealed record GenericParameterModel(
    int Index,
    string Name,
    GenericParameterAttributes Attributes,
    EquatableArray<TypeSignature> Constraints,
    EquatableArray<CustomAttributeModel> CustomAttributes)
{
    /// <summary>Whether an argument is created with <c>new T()</c>: constraint <c>new()</c> without <c>struct</c>.</summary>
    public bool CreatesArgument =>
        (Attributes & GenericParameterAttributes.DefaultConstructorConstraint) != 0;
}

/// <summary>A custom attribute (ECMA-335 II.22.10).</summary>
/// <param name="Constructor">Its constructor.</param>
/// <param name="Value">The blob, undecoded (ECMA-335 II.23.3).</param>
/// <param name="Token">The CustomAttribute token.</param>
public sealed record CustomAttributeModel(MethodReference Constructor, EquatableArray<byte> Value, int Token)
{
    /// <summary>The attribute's type.</summary>
    public TypeIdentity? Type => Constructor.DeclaringType.Definition;
}
