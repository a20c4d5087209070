using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Runtime.InteropServices;

namespace RExecIL.Verifier.Metadata;

/// <summary>Names of the types of one image, canonical after forwarders; each is made once.</summary>
/// <param name="reader">The image.</param>
/// <param name="assembly">Simple name of the assembly that the image is.</param>
/// <param name="resolve">Finds who defines a type that is referenced in an assembly: assembly, namespace, name.</param>
internal sealed class TypeNames(MetadataReader reader, string assembly, Func<string, string, string, TypeIdentity> resolve)
{
    private readonly TypeIdentity?[] _definitions = new TypeIdentity?[reader.TypeDefinitions.Count + 1];
    private readonly TypeIdentity?[] _references = new TypeIdentity?[reader.TypeReferences.Count + 1];
    private readonly TypeSignature?[] _definitionSignatures = new TypeSignature?[reader.TypeDefinitions.Count + 1];
    private readonly TypeSignature?[] _referenceSignatures = new TypeSignature?[reader.TypeReferences.Count + 1];
    private readonly Dictionary<StringHandle, string> _texts = [];
    private readonly KindClaims[] _definitionClaims = new KindClaims[reader.TypeDefinitions.Count + 1];
    private readonly KindClaims[] _referenceClaims = new KindClaims[reader.TypeReferences.Count + 1];

    [Flags]
    private enum KindClaims : byte
    {
        Class = 1,
        ValueType = 2,
    }

    /// <summary>A name; the same object for the same place in the heap, which many parameters share.</summary>
    internal string Text(StringHandle handle)
    {
        ref var text = ref CollectionsMarshal.GetValueRefOrAddDefault(_texts, handle, out _);
        return text ??= reader.GetString(handle);
    }

    /// <summary>What the signatures decoded so far claim, in order of the rows.</summary>
    internal IEnumerable<TypeKindClaim> Claims =>
        ClaimsOf(_definitionClaims, _definitions).Concat(ClaimsOf(_referenceClaims, _references));

    /// <summary>The signature that names a definition, and what its writer claims it to be (0 claims nothing).</summary>
    internal TypeSignature SignatureOf(TypeDefinitionHandle handle, byte rawTypeKind = 0)
    {
        var row = MetadataTokens.GetRowNumber(handle);
        _definitionClaims[row] |= Claim(rawTypeKind);
        return _definitionSignatures[row] ??= NamedSignature.Of(OfDefinition(handle));
    }

    /// <summary>The signature that names a reference, and what its writer claims it to be (0 claims nothing).</summary>
    internal TypeSignature SignatureOf(TypeReferenceHandle handle, byte rawTypeKind = 0)
    {
        var row = MetadataTokens.GetRowNumber(handle);
        _referenceClaims[row] |= Claim(rawTypeKind);
        return _referenceSignatures[row] ??= NamedSignature.Of(OfReference(handle));
    }

    internal TypeIdentity OfDefinition(TypeDefinitionHandle handle)
    {
        ref var identity = ref _definitions[MetadataTokens.GetRowNumber(handle)];
        if (identity is null)
        {
            var definition = reader.GetTypeDefinition(handle);
            var declaring = definition.GetDeclaringType();
            identity = new TypeIdentity(
                assembly,
                Text(definition.Namespace),
                Text(definition.Name),
                declaring.IsNil ? null : OfDefinition(declaring));
        }

        return identity;
    }

    internal TypeIdentity OfReference(TypeReferenceHandle handle)
    {
        ref var identity = ref _references[MetadataTokens.GetRowNumber(handle)];
        if (identity is null)
        {
            var reference = reader.GetTypeReference(handle);
            var (@namespace, name) = (Text(reference.Namespace), Text(reference.Name));
            identity = reference.ResolutionScope.Kind switch
            {
                HandleKind.TypeReference =>
                    new TypeIdentity(
                        OfReference((TypeReferenceHandle)reference.ResolutionScope) is var outer ? outer.Assembly : "",
                        @namespace,
                        name,
                        outer),
                HandleKind.AssemblyReference => resolve(
                    Text(reader.GetAssemblyReference((AssemblyReferenceHandle)reference.ResolutionScope).Name),
                    @namespace,
                    name),
                // F# names types of the module itself so (II.22.38).
                HandleKind.ModuleDefinition => new TypeIdentity(assembly, @namespace, name),
                var kind => throw new BadImageFormatException($"A type reference with scope {kind} is not supported."),
            };
        }

        return identity;
    }

    private static KindClaims Claim(byte rawTypeKind) => (SignatureTypeKind)rawTypeKind switch
    {
        SignatureTypeKind.ValueType => KindClaims.ValueType,
        SignatureTypeKind.Class => KindClaims.Class,
        _ => 0,
    };

    private static IEnumerable<TypeKindClaim> ClaimsOf(KindClaims[] claims, TypeIdentity?[] identities)
    {
        for (var row = 1; row < claims.Length; row++)
        {
            if ((claims[row] & KindClaims.Class) != 0)
            {
                yield return new TypeKindClaim(identities[row]!, IsValueType: false);
            }

            if ((claims[row] & KindClaims.ValueType) != 0)
            {
                yield return new TypeKindClaim(identities[row]!, IsValueType: true);
            }
        }
    }
}
