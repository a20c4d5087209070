using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace RExecIL.Verifier.Metadata;

/// <summary>Turns signature blobs into our signatures; every type it names is canonical after forwarders.</summary>
/// <remarks>Recursive over the signature: only screened or trusted images may come here.</remarks>
internal sealed class SignatureProvider(TypeNames names, IReadOnlySet<int> faultyRows) : ISignatureTypeProvider<TypeSignature, object?>
{
    /// <summary>Stands for a type in a signature that the screening found faulty: no value of it can be followed.</summary>
    internal static TypeSignature Faulty { get; } = PrimitiveSignature.Of(PrimitiveCode.TypedReference);

    public TypeSignature GetPrimitiveType(PrimitiveTypeCode typeCode) => PrimitiveSignature.Of(typeCode switch
    {
        PrimitiveTypeCode.Void => PrimitiveCode.Void,
        PrimitiveTypeCode.Boolean => PrimitiveCode.Boolean,
        PrimitiveTypeCode.Char => PrimitiveCode.Char,
        PrimitiveTypeCode.SByte => PrimitiveCode.SByte,
        PrimitiveTypeCode.Byte => PrimitiveCode.Byte,
        PrimitiveTypeCode.Int16 => PrimitiveCode.Int16,
        PrimitiveTypeCode.UInt16 => PrimitiveCode.UInt16,
        PrimitiveTypeCode.Int32 => PrimitiveCode.Int32,
        PrimitiveTypeCode.UInt32 => PrimitiveCode.UInt32,
        PrimitiveTypeCode.Int64 => PrimitiveCode.Int64,
        PrimitiveTypeCode.UInt64 => PrimitiveCode.UInt64,
        PrimitiveTypeCode.Single => PrimitiveCode.Single,
        PrimitiveTypeCode.Double => PrimitiveCode.Double,
        PrimitiveTypeCode.IntPtr => PrimitiveCode.IntPtr,
        PrimitiveTypeCode.UIntPtr => PrimitiveCode.UIntPtr,
        PrimitiveTypeCode.Object => PrimitiveCode.Object,
        PrimitiveTypeCode.String => PrimitiveCode.String,
        PrimitiveTypeCode.TypedReference => PrimitiveCode.TypedReference,
        _ => throw new BadImageFormatException($"Unknown element type 0x{(int)typeCode:X2}."),
    });

    public TypeSignature GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) =>
        names.SignatureOf(handle, rawTypeKind);

    public TypeSignature GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) =>
        names.SignatureOf(handle, rawTypeKind);

    public TypeSignature GetTypeFromSpecification(
        MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
        faultyRows.Contains(MetadataTokens.GetToken(handle)) ? Faulty : reader.GetTypeSpecification(handle).DecodeSignature(this, genericContext);

    public TypeSignature GetSZArrayType(TypeSignature elementType) => new VectorSignature(elementType);

    public TypeSignature GetArrayType(TypeSignature elementType, ArrayShape shape) =>
        new ArraySignature(elementType, shape.Rank, new(shape.Sizes), new(shape.LowerBounds));

    public TypeSignature GetByReferenceType(TypeSignature elementType) => new ByReferenceSignature(elementType);

    public TypeSignature GetPointerType(TypeSignature elementType) => new PointerSignature(elementType);

    public TypeSignature GetPinnedType(TypeSignature elementType) => new PinnedSignature(elementType);

    public TypeSignature GetGenericInstantiation(TypeSignature genericType, ImmutableArray<TypeSignature> typeArguments) =>
        genericType is NamedSignature named
            ? new GenericSignature(named, new(typeArguments))
            : throw new BadImageFormatException($"{genericType} takes no generic arguments.");

    public TypeSignature GetGenericTypeParameter(object? genericContext, int index) => GenericParameterSignature.Of(false, index);

    public TypeSignature GetGenericMethodParameter(object? genericContext, int index) => GenericParameterSignature.Of(true, index);

    public TypeSignature GetModifiedType(TypeSignature modifier, TypeSignature unmodifiedType, bool isRequired) =>
        new ModifiedSignature(unmodifiedType, modifier, isRequired);

    public TypeSignature GetFunctionPointerType(MethodSignature<TypeSignature> signature) =>
        new FunctionPointerSignature(Convert(signature));

    /// <summary>A decoded method signature in our terms.</summary>
    internal static MethodSignature Convert(MethodSignature<TypeSignature> signature) =>
        signature.RequiredParameterCount == signature.ParameterTypes.Length
            ? new(signature.Header, signature.GenericParameterCount, signature.ReturnType, new(signature.ParameterTypes))
            : throw new BadImageFormatException("A signature with optional parameters is not supported.");
}
