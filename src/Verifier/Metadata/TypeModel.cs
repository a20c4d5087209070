using System.Reflection;

namespace RExecIL.Verifier.Metadata;

/// <summary>A type definition (ECMA-335 II.22.37) with its members. Immutable.</summary>
public sealed record TypeModel
{
    /// <summary>Which type it is.</summary>
    public required TypeIdentity Identity { get; init; }

    /// <summary>The TypeDef token.</summary>
    public required int Token { get; init; }

    /// <summary>Visibility, layout, interface, sealed … Source: ECMA-335 II.23.1.15.</summary>
    public required TypeAttributes Attributes { get; init; }

    /// <summary>What it extends; null for <c>System.Object</c>, interfaces and <c>&lt;Module&gt;</c>.</summary>
    public TypeSignature? BaseType { get; init; }

    /// <summary>The interfaces it says it implements.</summary>
    public EquatableArray<TypeSignature> Interfaces { get; init; }

    /// <summary>The generic parameters, those of enclosing types first.</summary>
    public EquatableArray<GenericParameterModel> GenericParameters { get; init; }

    /// <summary>The fields.</summary>
    public EquatableArray<FieldModel> Fields { get; init; }

    /// <summary>The methods.</summary>
    public EquatableArray<MethodModel> Methods { get; init; }

    /// <summary>The properties and events: names for people and patterns; code calls their accessors.</summary>
    public EquatableArray<AccessorOwnerModel> AccessorOwners { get; init; }

    /// <summary>The MethodImpl rows: which body implements which declaration.</summary>
    public EquatableArray<MethodImplementationModel> MethodImplementations { get; init; }

    /// <summary>Stated size of the type in bytes, 0 for none (ECMA-335 II.22.8).</summary>
    public int ClassSize { get; init; }

    /// <summary>Stated packing in bytes, 0 for none.</summary>
    public int PackingSize { get; init; }

    /// <summary>Attributes on the type itself.</summary>
    public EquatableArray<CustomAttributeModel> CustomAttributes { get; init; }

    /// <summary>Whether it is an interface.</summary>
    public bool IsInterface => (Attributes & TypeAttributes.Interface) != 0;

    /// <summary>Whether nothing may derive from it.</summary>
    public bool IsSealed => (Attributes & TypeAttributes.Sealed) != 0;

    /// <summary>Whether it extends <c>System.ValueType</c> or <c>System.Enum</c> of the core library.</summary>
    public bool IsValueType =>
        BaseType is NamedSignature { Identity: { Assembly: FrameworkNames.CoreLibrary, FullName: "System.ValueType" or "System.Enum" } }
        && Identity is not { Assembly: FrameworkNames.CoreLibrary, FullName: "System.Enum" };

    /// <summary>Whether it extends <c>System.MulticastDelegate</c> of the core library.</summary>
    public bool IsDelegate =>
        BaseType is NamedSignature { Identity: { Assembly: FrameworkNames.CoreLibrary, FullName: "System.MulticastDelegate" } };

    /// <inheritdoc/>
    public override string ToString() => Identity.FullName;
}

/// <summary>A field definition (ECMA-335 II.22.15).</summary>
public sealed record FieldModel
{
    /// <summary>The Field token.</summary>
    public required int Token { get; init; }

    /// <summary>The type that defines it.</summary>
    public required TypeIdentity DeclaringType { get; init; }

    /// <summary>The metadata name.</summary>
    public required string Name { get; init; }

    /// <summary>Accessibility, static, initonly, literal … Source: ECMA-335 II.23.1.5.</summary>
    public required FieldAttributes Attributes { get; init; }

    /// <summary>The type.</summary>
    public required TypeSignature FieldType { get; init; }

    /// <summary>Offset under explicit layout in bytes; -1 for none.</summary>
    public int Offset { get; init; } = -1;

    /// <summary>Whether it is mapped to bytes of the image (ECMA-335 II.22.18).</summary>
    public bool HasData { get; init; }

    /// <summary>Attributes on the field itself.</summary>
    public EquatableArray<CustomAttributeModel> CustomAttributes { get; init; }

    /// <summary>Whether it belongs to the type, not to an instance.</summary>
    public bool IsStatic => (Attributes & FieldAttributes.Static) != 0;

    /// <inheritdoc/>
    public override string ToString() => $"{DeclaringType}::{Name}";
}

/// <summary>A property or an event: a name over methods.</summary>
/// <param name="Name">The metadata name.</param>
/// <param name="IsEvent">An event, not a property.</param>
/// <param name="Accessors">The MethodDef tokens of its methods.</param>
/// <param name="Token">The Property or Event token.</param>
/// <param name="CustomAttributes">Attributes on it.</param>
public sealed record AccessorOwnerModel(
    string Name, bool IsEvent, EquatableArray<int> Accessors, int Token, EquatableArray<CustomAttributeModel> CustomAttributes);

/// <summary>A MethodImpl row (ECMA-335 II.22.27).</summary>
/// <param name="Body">The implementing method.</param>
/// <param name="Declaration">The method it implements.</param>
public sealed record MethodImplementationModel(MethodReference Body, MethodReference Declaration);
