using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace RExecIL.Verifier.Metadata;

/// <summary>Turns tokens into references: types, methods, fields. Each row is decoded once.</summary>
internal sealed class MemberDecoder
{
    private readonly MetadataReader _reader;
    private readonly TypeNames _names;
    private readonly IReadOnlySet<int> _faultyRows;
    private readonly MethodReference?[] _methodDefinitions;
    private readonly object?[] _memberReferences;
    private readonly MethodReference?[] _methodSpecifications;
    private readonly TypeSignature?[] _typeSpecifications;
    private readonly FieldReference?[] _fieldDefinitions;

    // Compilers write equal signatures once, and a blob means the same wherever it is used.
    private readonly Dictionary<BlobHandle, MethodSignature> _methodSignatures = [];
    private readonly Dictionary<BlobHandle, TypeSignature> _fieldSignatures = [];

    internal MemberDecoder(MetadataReader reader, TypeNames names, IReadOnlySet<int> faultyRows)
    {
        (_reader, _names, _faultyRows) = (reader, names, faultyRows);
        Signatures = new SignatureProvider(names, faultyRows);
        _methodDefinitions = new MethodReference?[reader.MethodDefinitions.Count + 1];
        _fieldDefinitions = new FieldReference?[reader.FieldDefinitions.Count + 1];
        _memberReferences = new object?[reader.MemberReferences.Count + 1];
        _methodSpecifications = new MethodReference?[reader.GetTableRowCount(TableIndex.MethodSpec) + 1];
        _typeSpecifications = new TypeSignature?[reader.GetTableRowCount(TableIndex.TypeSpec) + 1];
    }

    internal SignatureProvider Signatures { get; }

    /// <summary>The type that a TypeDef, TypeRef or TypeSpec token names.</summary>
    internal TypeSignature Type(EntityHandle handle) => handle.Kind switch
    {
        HandleKind.TypeDefinition => _names.SignatureOf((TypeDefinitionHandle)handle),
        HandleKind.TypeReference => _names.SignatureOf((TypeReferenceHandle)handle),
        HandleKind.TypeSpecification => Specification((TypeSpecificationHandle)handle),
        _ => throw new BadImageFormatException($"A {handle.Kind} is not a type."),
    };

    /// <summary>The method that a MethodDef, MemberRef or MethodSpec token names.</summary>
    internal MethodReference Method(EntityHandle handle) => handle.Kind switch
    {
        HandleKind.MethodDefinition => Definition((MethodDefinitionHandle)handle),
        HandleKind.MemberReference => Member((MemberReferenceHandle)handle) as MethodReference
            ?? throw new BadImageFormatException("A field stands where a method is needed."),
        HandleKind.MethodSpecification => Specification((MethodSpecificationHandle)handle),
        _ => throw new BadImageFormatException($"A {handle.Kind} is not a method."),
    };

    /// <summary>The field that a Field or MemberRef token names.</summary>
    internal FieldReference Field(EntityHandle handle) => handle.Kind switch
    {
        HandleKind.FieldDefinition => Definition((FieldDefinitionHandle)handle),
        HandleKind.MemberReference => Member((MemberReferenceHandle)handle) as FieldReference
            ?? throw new BadImageFormatException("A method stands where a field is needed."),
        _ => throw new BadImageFormatException($"A {handle.Kind} is not a field."),
    };

    /// <summary>A <see cref="MethodReference"/> or a <see cref="FieldReference"/>.</summary>
    internal object Member(MemberReferenceHandle handle)
    {
        ref var member = ref _memberReferences[MetadataTokens.GetRowNumber(handle)];
        if (member is null)
        {
            var row = _reader.GetMemberReference(handle);
            var declaringType = row.Parent.Kind switch
            {
                HandleKind.TypeDefinition or HandleKind.TypeReference or HandleKind.TypeSpecification => Type(row.Parent),
                var kind => throw new BadImageFormatException($"A member of a {kind} is not supported."),
            };
            var (name, token) = (_names.Text(row.Name), MetadataTokens.GetToken(handle));
            member = _reader.GetBlobReader(row.Signature) is { RemainingBytes: > 0 } blob && blob.ReadByte() == (byte)SignatureKind.Field
                ? new FieldReference(declaringType, name, FieldType(handle, row.Signature), token)
                : new MethodReference(declaringType, name, MethodSignature(handle, row.Signature, isStatic: false), [], token);
        }

        return member;
    }

    /// <summary>The signature of a method definition.</summary>
    internal MethodSignature SignatureOf(MethodDefinitionHandle handle, in MethodDefinition row) =>
        MethodSignature(handle, row.Signature, (row.Attributes & MethodAttributes.Static) != 0);

    /// <summary>Whether the signature of a row must not be decoded.</summary>
    internal bool IsFaulty(EntityHandle row) => _faultyRows.Contains(MetadataTokens.GetToken(row));

    /// <summary>The type that the signature of a field says.</summary>
    internal TypeSignature FieldType(EntityHandle row, BlobHandle handle)
    {
        if (IsFaulty(row))
        {
            return SignatureProvider.Faulty;
        }

        if (!_fieldSignatures.TryGetValue(handle, out var type))
        {
            var blob = _reader.GetBlobReader(handle);
            type = new SignatureDecoder<TypeSignature, object?>(Signatures, _reader, null).DecodeFieldSignature(ref blob);
            _fieldSignatures.Add(handle, type);
        }

        return type;
    }

    private MethodSignature MethodSignature(EntityHandle row, BlobHandle handle, bool isStatic)
    {
        if (IsFaulty(row))
        {
            var header = new SignatureHeader(SignatureKind.Method, default, isStatic ? SignatureAttributes.None : SignatureAttributes.Instance);
            return new MethodSignature(header, 0, SignatureProvider.Faulty, []);
        }

        if (!_methodSignatures.TryGetValue(handle, out var signature))
        {
            var blob = _reader.GetBlobReader(handle);
            signature = SignatureProvider.Convert(
                new SignatureDecoder<TypeSignature, object?>(Signatures, _reader, null).DecodeMethodSignature(ref blob));
            _methodSignatures.Add(handle, signature);
        }

        return signature;
    }

    private MethodReference Definition(MethodDefinitionHandle handle)
    {
        ref var method = ref _methodDefinitions[MetadataTokens.GetRowNumber(handle)];
        if (method is null)
        {
            var row = _reader.GetMethodDefinition(handle);
            method = new MethodReference(
                Type(row.GetDeclaringType()),
                _names.Text(row.Name),
                SignatureOf(handle, row),
                [],
                MetadataTokens.GetToken(handle));
        }

        return method;
    }

    private FieldReference Definition(FieldDefinitionHandle handle)
    {
        ref var field = ref _fieldDefinitions[MetadataTokens.GetRowNumber(handle)];
        if (field is null)
        {
            var row = _reader.GetFieldDefinition(handle);
            field = new FieldReference(
                Type(row.GetDeclaringType()),
                _names.Text(row.Name),
                FieldType(handle, row.Signature),
                MetadataTokens.GetToken(handle));
        }

        return field;
    }

    private MethodReference Specification(MethodSpecificationHandle handle)
    {
        ref var method = ref _methodSpecifications[MetadataTokens.GetRowNumber(handle)];
        if (method is null)
        {
            var row = _reader.GetMethodSpecification(handle);
            method = Method(row.Method) with
            {
                TypeArguments = IsFaulty(handle) ? [SignatureProvider.Faulty] : new(row.DecodeSignature(Signatures, null)),
                Token = MetadataTokens.GetToken(handle),
            };
        }

        return method;
    }

    private TypeSignature Specification(TypeSpecificationHandle handle)
    {
        ref var type = ref _typeSpecifications[MetadataTokens.GetRowNumber(handle)];
        return type ??= IsFaulty(handle) ? SignatureProvider.Faulty : _reader.GetTypeSpecification(handle).DecodeSignature(Signatures, null);
    }
}
