using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace RExecIL.Inference.Surface;

/// <summary>What a signature mentions.</summary>
internal sealed record SignatureContent(bool HasPointer, bool HasNativeInteger, IReadOnlyList<string> Types)
{
    /// <summary>Reads the signature of a method.</summary>
    internal static SignatureContent Of(MethodDefinition method)
    {
        var collector = new Collector();
        method.DecodeSignature(collector, null);
        return collector.Content;
    }

    /// <summary>Reads the signature of a field.</summary>
    internal static SignatureContent Of(FieldDefinition field)
    {
        var collector = new Collector();
        field.DecodeSignature(collector, null);
        return collector.Content;
    }

    private sealed class Collector : ISignatureTypeProvider<bool, object?>
    {
        private readonly List<string> _types = [];
        private bool _hasPointer;
        private bool _hasNativeInteger;

        internal SignatureContent Content => new(_hasPointer, _hasNativeInteger, _types);

        public bool GetPrimitiveType(PrimitiveTypeCode typeCode)
        {
            _hasNativeInteger |= typeCode is PrimitiveTypeCode.IntPtr or PrimitiveTypeCode.UIntPtr;
            _hasPointer |= typeCode == PrimitiveTypeCode.TypedReference;
            return true;
        }

        public bool GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind)
        {
            var row = reader.GetTypeDefinition(handle);
            _types.Add(reader.GetString(row.Namespace) + "." + reader.GetString(row.Name));
            return true;
        }

        public bool GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind)
        {
            var row = reader.GetTypeReference(handle);
            _types.Add(reader.GetString(row.Namespace) + "." + reader.GetString(row.Name));
            return true;
        }

        public bool GetTypeFromSpecification(MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
            reader.GetTypeSpecification(handle).DecodeSignature(this, genericContext);

        public bool GetSZArrayType(bool elementType) => elementType;

        public bool GetArrayType(bool elementType, ArrayShape shape) => elementType;

        public bool GetByReferenceType(bool elementType) => elementType;

        public bool GetPointerType(bool elementType) => _hasPointer = true;

        public bool GetPinnedType(bool elementType) => _hasPointer = true;

        public bool GetFunctionPointerType(MethodSignature<bool> signature) => _hasPointer = true;

        public bool GetGenericInstantiation(bool genericType, ImmutableArray<bool> typeArguments) => genericType;

        public bool GetGenericMethodParameter(object? genericContext, int index) => true;

        public bool GetGenericTypeParameter(object? genericContext, int index) => true;

        // The modifier is a mark that no code ever holds; walking it has collected its name, which InAttribute makes common.
        public bool GetModifiedType(bool modifier, bool unmodifiedType, bool isRequired) => unmodifiedType;
    }
}
