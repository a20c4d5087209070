using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace RExecIL.Verifier.Tests.Images;

/// <summary>Writes small images whose every row, blob and byte of IL a test chooses.</summary>
/// <remarks>
/// Rows: TypeRef 1 System.Object, TypeRef 2 System.ValueType, TypeRef 3 System.Exception, TypeDef 1 &lt;Module&gt;,
/// TypeDef 2 C, which owns all methods and fields unless a test adds types. Nothing is validated.
/// </remarks>
internal sealed class ImageSketch
{
    private static readonly BlobContentId Id = new(new Guid("3f1b7c35-6a0e-4c4a-9a0b-6f3f1a2b3c4d"), 0x12345678);

    private readonly BlobBuilder _il = new();
    private readonly BlobBuilder _data = new();
    private readonly BlobBuilder _resources = new();

    internal ImageSketch(bool isAssembly = true)
    {
        Metadata.AddModule(0, Name("Sketch.dll"), Metadata.GetOrAddGuid(Id.Guid), default, default);
        if (isAssembly)
        {
            Metadata.AddAssembly(Name("Sketch"), new Version(1, 0, 0, 0), default, default, default, AssemblyHashAlgorithm.Sha1);
        }

        var runtime = Metadata.AddAssemblyReference(Name("System.Runtime"), new Version(10, 0, 0, 0), default, default, default, default);
        Object = Metadata.AddTypeReference(runtime, Name("System"), Name("Object"));
        ValueType = Metadata.AddTypeReference(runtime, Name("System"), Name("ValueType"));
        Exception = Metadata.AddTypeReference(runtime, Name("System"), Name("Exception"));
        AddType("<Module>", default);
        AddType("C", Object);
    }

    internal MetadataBuilder Metadata { get; } = new();

    internal TypeReferenceHandle Object { get; }

    internal TypeReferenceHandle ValueType { get; }

    internal TypeReferenceHandle Exception { get; }

    internal MethodDefinitionHandle EntryPoint { get; set; }

    internal ResourceSectionBuilder? NativeResources { get; set; }

    internal StringHandle Name(string name) => Metadata.GetOrAddString(name);

    internal BlobHandle Blob(params byte[] bytes) => Metadata.GetOrAddBlob(bytes);

    /// <summary>A type that owns the methods and fields added after it.</summary>
    internal TypeDefinitionHandle AddType(string name, EntityHandle baseType, string space = "", TypeAttributes flags = default) =>
        Metadata.AddTypeDefinition(
            flags, Name(space), Name(name), baseType,
            MetadataTokens.FieldDefinitionHandle(Metadata.GetRowCount(TableIndex.Field) + 1),
            MetadataTokens.MethodDefinitionHandle(Metadata.GetRowCount(TableIndex.MethodDef) + 1));

    internal FieldDefinitionHandle AddField(string name, params byte[] signature) =>
        Metadata.AddFieldDefinition(FieldAttributes.Static, Name(name), Blob(signature));

    /// <summary>A static method <c>void()</c> with the whole body given, header included; null for none.</summary>
    internal MethodDefinitionHandle AddMethod(string name, byte[]? body, params byte[] signature) =>
        AddMethodAt(name, body is null ? -1 : AddBody(body), signature);

    /// <summary>A static method whose body was added before.</summary>
    internal MethodDefinitionHandle AddMethodAt(string name, int offset, params byte[] signature) =>
        Metadata.AddMethodDefinition(
            MethodAttributes.Static, MethodImplAttributes.IL, Name(name), Blob(signature is [] ? [0, 0, 1] : signature),
            offset, MetadataTokens.ParameterHandle(Metadata.GetRowCount(TableIndex.Param) + 1));

    internal int AddBody(byte[] body)
    {
        _il.Align(4);
        var offset = _il.Count;
        _il.WriteBytes(body);
        return offset;
    }

    internal int AddData(byte[] data)
    {
        var offset = _data.Count;
        _data.WriteBytes(data);
        return offset;
    }

    internal uint AddResource(byte[] bytes)
    {
        var offset = _resources.Count;
        _resources.WriteInt32(bytes.Length);
        _resources.WriteBytes(bytes);
        _resources.Align(8);
        return (uint)offset;
    }

    internal byte[] Build(CorFlags flags = CorFlags.ILOnly)
    {
        var builder = new ManagedPEBuilder(
            new PEHeaderBuilder(imageCharacteristics: Characteristics.ExecutableImage | Characteristics.Dll),
            new MetadataRootBuilder(Metadata, suppressValidation: true),
            _il,
            _data.Count == 0 ? null : _data,
            _resources.Count == 0 ? null : _resources,
            NativeResources,
            entryPoint: EntryPoint,
            flags: flags,
            deterministicIdProvider: _ => Id);
        var image = new BlobBuilder();
        builder.Serialize(image);
        return image.ToArray();
    }

    /// <summary>A tiny body around IL.</summary>
    internal static byte[] Tiny(params byte[] il) => [(byte)((il.Length << 2) | 2), .. il];

    /// <summary>A fat body around IL.</summary>
    internal static byte[] Fat(byte[] il, ushort maxStack = 8, uint locals = 0, ushort flags = 0x3003, byte[]? section = null)
    {
        List<byte> body = [.. BitConverter.GetBytes(flags), .. BitConverter.GetBytes(maxStack), .. BitConverter.GetBytes(il.Length), .. BitConverter.GetBytes(locals), .. il];
        if (section is not null)
        {
            body.AddRange(new byte[(4 - (body.Count % 4)) % 4]);
            body.AddRange(section);
        }

        return [.. body];
    }

    /// <summary>A table of one small exception clause.</summary>
    internal static byte[] Clause(ushort kind, ushort tryStart, byte tryLength, ushort handlerStart, byte handlerLength, uint token) =>
    [
        1, 16, 0, 0, .. BitConverter.GetBytes(kind), .. BitConverter.GetBytes(tryStart), tryLength,
        .. BitConverter.GetBytes(handlerStart), handlerLength, .. BitConverter.GetBytes(token),
    ];
}
