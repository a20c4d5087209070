namespace RExecIL.Verifier.Metadata;

/// <summary>A whole guest assembly as our own immutable model: the proof that its metadata could be read.</summary>
/// <remarks>Made by <c>ModuleReader</c> from a screened image alone. Safe to share between threads.</remarks>
public sealed class GuestModule
{
    internal GuestModule(GuestModuleContents contents)
    {
        Contents = contents;
        TypesByName = contents.Types.Items.ToDictionary(type => type.Identity.FullName, StringComparer.Ordinal);
    }

    /// <summary>Simple name of the assembly.</summary>
    public string Name => Contents.Name;

    /// <summary>All type definitions in order of the table, <c>&lt;Module&gt;</c> first.</summary>
    public EquatableArray<TypeModel> Types => Contents.Types;

    /// <summary>Everything else that the tables hold.</summary>
    internal GuestModuleContents Contents { get; }

    /// <summary>The type definitions by full name; no two share one.</summary>
    internal IReadOnlyDictionary<string, TypeModel> TypesByName { get; }
}

/// <summary>The contents of a <see cref="GuestModule"/>.</summary>
internal sealed record GuestModuleContents
{
    /// <summary>Simple name of the assembly.</summary>
    internal required string Name { get; init; }

    /// <summary>The screened bytes it was read from.</summary>
    internal required Images.ScreenedImage Image { get; init; }

    /// <summary>Token of the entry point, 0 for none.</summary>
    internal required int EntryPoint { get; init; }

    /// <summary>All type definitions in order of the table.</summary>
    internal required EquatableArray<TypeModel> Types { get; init; }

    /// <summary>Simple names of the referenced assemblies, in order of the table.</summary>
    internal required EquatableArray<string> AssemblyReferences { get; init; }

    /// <summary>All TypeRef rows.</summary>
    internal required EquatableArray<TypeReference> TypeReferences { get; init; }

    /// <summary>All TypeSpec rows.</summary>
    internal required EquatableArray<TypeReference> TypeSpecifications { get; init; }

    /// <summary>All MemberRef rows that name methods.</summary>
    internal required EquatableArray<MethodReference> MethodReferences { get; init; }

    /// <summary>All MemberRef rows that name fields.</summary>
    internal required EquatableArray<FieldReference> FieldReferences { get; init; }

    /// <summary>All MethodSpec rows.</summary>
    internal required EquatableArray<MethodReference> MethodSpecifications { get; init; }

    /// <summary>All StandAloneSig rows: locals and call sites.</summary>
    internal required EquatableArray<StandAloneSignatureModel> StandAloneSignatures { get; init; }

    /// <summary>All CustomAttribute rows, with the token each is attached to.</summary>
    internal required EquatableArray<AttachedAttribute> CustomAttributes { get; init; }

    /// <summary>The types that the assembly forwards elsewhere, as the ExportedType rows name them.</summary>
    internal required EquatableArray<TypeIdentity> ExportedTypes { get; init; }

    /// <summary>What signatures claim of the types they name.</summary>
    internal required EquatableArray<TypeKindClaim> TypeKindClaims { get; init; }

    /// <summary>Names of the embedded resources.</summary>
    internal required EquatableArray<string> Resources { get; init; }
}

/// <summary>A StandAloneSig row (ECMA-335 II.22.36).</summary>
/// <param name="Types">The types it mentions.</param>
/// <param name="IsCallSite">Whether it is the signature of a <c>calli</c>.</param>
/// <param name="Token">The StandAloneSig token.</param>
internal sealed record StandAloneSignatureModel(EquatableArray<TypeSignature> Types, bool IsCallSite, int Token);

/// <summary>A CustomAttribute row (ECMA-335 II.22.10).</summary>
/// <param name="Parent">Token of what it is attached to.</param>
/// <param name="Attribute">The attribute.</param>
internal sealed record AttachedAttribute(int Parent, CustomAttributeModel Attribute);

/// <summary>A signature's claim that a type is a value type or a class (ECMA-335 II.23.1.16).</summary>
/// <param name="Type">The type named.</param>
/// <param name="IsValueType">Whether the signature says VALUETYPE.</param>
internal sealed record TypeKindClaim(TypeIdentity Type, bool IsValueType);
