using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace RExecIL.Verifier.Metadata;

/// <summary>Names of the types of one image, canonical after forwarders; each is made once.</summary>
/// <param name="reader">The image.</param>
/// <param name="assembly">Simple name of the assembly that the image is.</param>
/// <param name="resolve">Finds who defines a type that is referenced in an assembly: assembly, namespace, name.</param>
internal sealed class TypeNames(MetadataReader reader, string assembly, Func<string, string, string, TypeIdentity> resolve)
{
    private readonly TypeIdentity?[] _definitions = new TypeIdentity?[reader.TypeDefinitions.Count + 1];
    private readonly TypeIdentity?[] _references = new TypeIdentity?[reader.TypeReferences.Count + 1];

    /// <summary>What the signatures decoded so far claim.</summary>
    internal HashSet<TypeKindClaim> Claims { get; } = [];

    internal TypeIdentity OfDefinition(TypeDefinitionHandle handle)
    {
        ref var identity = ref _definitions[MetadataTokens.GetRowNumber(handle)];
        if (identity is null)
        {
            var definition = reader.GetTypeDefinition(handle);
            var declaring = definition.GetDeclaringType();
            identity = new TypeIdentity(
                assembly,
                reader.GetString(definition.Namespace),
                reader.GetString(definition.Name),
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
            var (@namespace, name) = (reader.GetString(reference.Namespace), reader.GetString(reference.Name));
            identity = reference.ResolutionScope.Kind switch
            {
                HandleKind.TypeReference =>
                    new TypeIdentity(
                        OfReference((TypeReferenceHandle)reference.ResolutionScope) is var outer ? outer.Assembly : "",
                        @namespace,
                        name,
                        outer),
                HandleKind.AssemblyReference => resolve(
                    reader.GetString(reader.GetAssemblyReference((AssemblyReferenceHandle)reference.ResolutionScope).Name),
                    @namespace,
                    name),
                var kind => throw new BadImageFormatException($"A type reference with scope {kind} is not supported."),
            };
        }

        return identity;
    }

    /// <summary>The signature of a type whose kind a signature claims; 0 claims nothing.</summary>
    internal TypeSignature Claimed(TypeIdentity identity, byte rawTypeKind)
    {
        if (rawTypeKind != 0)
        {
            Claims.Add(new TypeKindClaim(identity, rawTypeKind == (byte)SignatureTypeKind.ValueType));
        }

        return NamedSignature.Of(identity);
    }
}
