using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Runtime.InteropServices;

namespace RExecIL.Verifier.Metadata;

/// <summary>Turns the rows of one image into our models. For screened or trusted images only.</summary>
internal sealed class TypeDecoder
{
    private readonly MetadataReader _reader;
    private readonly Func<int, MethodDefinition, MethodBodyModel?> _readBody;
    private readonly CustomAttributeModel?[] _attributes;
    private readonly Func<CustomAttributeHandle, CustomAttributeModel> _attribute;

    // Compilers write equal blobs once, and most attributes say the same as others.
    private readonly Dictionary<BlobHandle, EquatableArray<byte>> _blobs = [];

    /// <summary>A decoder for an image.</summary>
    /// <param name="reader">The image.</param>
    /// <param name="names">Its names.</param>
    /// <param name="readBody">Reads the IL of the method with a token, or says that bodies are not wanted.</param>
    /// <param name="faultyRows">The tokens of the rows whose signatures must not be decoded.</param>
    internal TypeDecoder(
        MetadataReader reader, TypeNames names, Func<int, MethodDefinition, MethodBodyModel?> readBody, IReadOnlySet<int> faultyRows)
    {
        (_reader, Names, _readBody) = (reader, names, readBody);
        _attributes = new CustomAttributeModel?[reader.CustomAttributes.Count + 1];
        _attribute = Attribute;
        Members = new MemberDecoder(reader, names, faultyRows);
    }

    internal TypeNames Names { get; }

    internal MemberDecoder Members { get; }

    internal TypeModel Decode(TypeDefinitionHandle handle)
    {
        var definition = _reader.GetTypeDefinition(handle);
        var identity = Names.OfDefinition(handle);
        var layout = definition.GetLayout();
        return new TypeModel
        {
            Identity = identity,
            Token = MetadataTokens.GetToken(handle),
            Attributes = definition.Attributes,
            BaseType = definition.BaseType.IsNil ? null : Members.Type(definition.BaseType),
            Interfaces = Each(definition.GetInterfaceImplementations(), row => Members.Type(_reader.GetInterfaceImplementation(row).Interface)),
            GenericParameters = GenericParameters(definition.GetGenericParameters()),
            Fields = Each(definition.GetFields(), field => Field(field, identity)),
            Methods = Each(definition.GetMethods(), method => Method(method, identity)),
            AccessorOwners = new([.. definition.GetProperties().Select(Property), .. definition.GetEvents().Select(Event)]),
            MethodImplementations = Each(definition.GetMethodImplementations(), MethodImplementation),
            ClassSize = layout.Size,
            PackingSize = layout.PackingSize,
            CustomAttributes = Attributes(definition.GetCustomAttributes()),
        };
    }

    internal CustomAttributeModel Attribute(CustomAttributeHandle handle) =>
        _attributes[MetadataTokens.GetRowNumber(handle)] ??= Decode(handle);

    private CustomAttributeModel Decode(CustomAttributeHandle handle)
    {
        var attribute = _reader.GetCustomAttribute(handle);
        return new CustomAttributeModel(
            Members.Method(attribute.Constructor),
            Blob(attribute.Value),
            MetadataTokens.GetToken(handle));
    }

    private EquatableArray<CustomAttributeModel> Attributes(CustomAttributeHandleCollection handles) =>
        handles.Count == 0 ? [] : Each(handles, _attribute);

    private EquatableArray<byte> Blob(BlobHandle handle)
    {
        ref var bytes = ref CollectionsMarshal.GetValueRefOrAddDefault(_blobs, handle, out var isKnown);
        return isKnown ? bytes : bytes = new(ImmutableCollectionsMarshal.AsImmutableArray(_reader.GetBlobBytes(handle)));
    }

    /// <summary>What is made of each row.</summary>
    private static EquatableArray<T> Each<TRow, T>(IReadOnlyCollection<TRow> rows, Func<TRow, T> decode)
    {
        if (rows.Count == 0)
        {
            return [];
        }

        var (items, next) = (new T[rows.Count], 0);
        foreach (var row in rows)
        {
            items[next++] = decode(row);
        }

        return new(ImmutableCollectionsMarshal.AsImmutableArray(items));
    }

    private EquatableArray<GenericParameterModel> GenericParameters(GenericParameterHandleCollection handles) =>
        handles.Count == 0 ? [] : Each(handles, handle =>
        {
            var parameter = _reader.GetGenericParameter(handle);
            return new GenericParameterModel(
                parameter.Index,
                Names.Text(parameter.Name),
                parameter.Attributes,
                Each(parameter.GetConstraints(), row => Members.Type(_reader.GetGenericParameterConstraint(row).Type)),
                Attributes(parameter.GetCustomAttributes()));
        });

    private FieldModel Field(FieldDefinitionHandle handle, TypeIdentity declaringType)
    {
        var field = _reader.GetFieldDefinition(handle);
        return new FieldModel
        {
            Token = MetadataTokens.GetToken(handle),
            DeclaringType = declaringType,
            Name = Names.Text(field.Name),
            Attributes = field.Attributes,
            FieldType = Members.FieldType(handle, field.Signature),
            Offset = field.GetOffset(),
            HasData = (field.Attributes & FieldAttributes.HasFieldRVA) != 0 || field.GetRelativeVirtualAddress() != 0,
            CustomAttributes = Attributes(field.GetCustomAttributes()),
        };
    }

    private MethodModel Method(MethodDefinitionHandle handle, TypeIdentity declaringType)
    {
        var method = _reader.GetMethodDefinition(handle);
        return new MethodModel
        {
            Token = MetadataTokens.GetToken(handle),
            DeclaringType = declaringType,
            Name = Names.Text(method.Name),
            Attributes = method.Attributes,
            ImplementationAttributes = method.ImplAttributes,
            Signature = Members.SignatureOf(handle, method),
            GenericParameters = GenericParameters(method.GetGenericParameters()),
            Parameters = Parameters(method.GetParameters()),
            CustomAttributes = Attributes(method.GetCustomAttributes()),
            HasImportMap = !method.GetImport().Module.IsNil,
            Body = method.RelativeVirtualAddress == 0 ? null : _readBody(MetadataTokens.GetToken(handle), method),
        };
    }

    private EquatableArray<ParameterModel> Parameters(ParameterHandleCollection handles)
    {
        ImmutableArray<ParameterModel>.Builder? found = null;
        foreach (var handle in handles)
        {
            var parameter = _reader.GetParameter(handle);
            var attributes = Attributes(parameter.GetCustomAttributes());
            if (!attributes.IsEmpty || (parameter.Attributes & (ParameterAttributes.In | ParameterAttributes.Out)) != 0)
            {
                found ??= ImmutableArray.CreateBuilder<ParameterModel>();
                found.Add(new ParameterModel(parameter.SequenceNumber, parameter.Attributes, attributes));
            }
        }

        return found is null ? [] : new(found.DrainToImmutable());
    }

    private AccessorOwnerModel Property(PropertyDefinitionHandle handle)
    {
        var property = _reader.GetPropertyDefinition(handle);
        var accessors = property.GetAccessors();
        return new AccessorOwnerModel(
            Names.Text(property.Name),
            IsEvent: false,
            Tokens([accessors.Getter, accessors.Setter, .. accessors.Others]),
            MetadataTokens.GetToken(handle),
            Attributes(property.GetCustomAttributes()));
    }

    private AccessorOwnerModel Event(EventDefinitionHandle handle)
    {
        var @event = _reader.GetEventDefinition(handle);
        var accessors = @event.GetAccessors();
        return new AccessorOwnerModel(
            Names.Text(@event.Name),
            IsEvent: true,
            Tokens([accessors.Adder, accessors.Remover, accessors.Raiser, .. accessors.Others]),
            MetadataTokens.GetToken(handle),
            Attributes(@event.GetCustomAttributes()));
    }

    private static EquatableArray<int> Tokens(ImmutableArray<MethodDefinitionHandle> handles) =>
        new([.. handles.Where(handle => !handle.IsNil).Select(handle => MetadataTokens.GetToken(handle))]);

    private MethodImplementationModel MethodImplementation(MethodImplementationHandle handle)
    {
        var row = _reader.GetMethodImplementation(handle);
        return new MethodImplementationModel(Members.Method(row.MethodBody), Members.Method(row.MethodDeclaration));
    }
}
