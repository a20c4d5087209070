using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace RExecIL.Inference.Framework;

/// <summary>All types and methods of a framework, numbered through. Not safe to share between threads.</summary>
internal sealed class FrameworkModel : IDisposable
{
    private readonly Dictionary<string, ModuleImage> _byName = new(StringComparer.OrdinalIgnoreCase);

    private FrameworkModel(IEnumerable<byte[]> images)
    {
        var modules = new List<ModuleImage>();
        foreach (var image in images)
        {
            if (ModuleImage.Open(image, TypeCount, MethodCount, FieldCount) is { } module)
            {
                modules.Add(module);
                _byName.TryAdd(module.Name, module);
                TypeCount += module.Reader.TypeDefinitions.Count;
                MethodCount += module.Reader.MethodDefinitions.Count;
                FieldCount += module.Reader.FieldDefinitions.Count;
            }
        }

        Modules = [.. modules];
        TypeModule = new ModuleImage[TypeCount];
        TypeName = new string[TypeCount];
        DeclaringType = new int[TypeCount];
        BaseType = new int[TypeCount];
        Interfaces = new int[TypeCount][];
        StaticConstructor = new int[TypeCount];
        MethodType = new int[MethodCount];
        MethodName = new string[MethodCount];
        FieldType = new int[FieldCount];
        MethodSignatureHash = new ulong[MethodCount];
        Shape = new MethodShape[MethodCount];
        Resolver = new Resolver(this);
        ReadTypes();
        ReadHierarchy();
    }

    internal ModuleImage[] Modules { get; }

    /// <summary>What it was built for, by a type of its core that no other has.</summary>
    internal Platform Platform =>
        TypeName.Contains("System.Threading.WindowsThreadPool", StringComparer.Ordinal) ? Platform.Windows
        : TypeName.Contains("System.Threading.AutoreleasePool", StringComparer.Ordinal) ? Platform.MacOS
        : Platform.Linux;

    internal int TypeCount { get; }

    internal int MethodCount { get; }

    internal int FieldCount { get; }

    internal ModuleImage[] TypeModule { get; }

    /// <summary>Namespace, a dot, and the name; nested types after a slash.</summary>
    internal string[] TypeName { get; }

    /// <summary>The type around a nested type, or -1.</summary>
    internal int[] DeclaringType { get; }

    /// <summary>The base type, or -1; a generic base counts as its definition.</summary>
    internal int[] BaseType { get; }

    /// <summary>What the type declares to implement.</summary>
    internal int[][] Interfaces { get; }

    /// <summary>The type's initializer, or -1.</summary>
    internal int[] StaticConstructor { get; }

    /// <summary>The type that declares a method.</summary>
    internal int[] MethodType { get; }

    /// <summary>Name with <c>``arity</c> of generic methods.</summary>
    internal string[] MethodName { get; }

    /// <summary>Equal for equal signatures.</summary>
    internal ulong[] MethodSignatureHash { get; }

    /// <summary>Parameters and result of a method.</summary>
    internal MethodShape[] Shape { get; }

    /// <summary>The type that declares a field.</summary>
    internal int[] FieldType { get; }

    internal Resolver Resolver { get; }

    /// <summary>Reads all managed assemblies of a folder.</summary>
    internal static FrameworkModel Open(string folder) => Of(Directory.EnumerateFiles(folder, "*.dll")
        .Order(StringComparer.Ordinal)
        .Select(File.ReadAllBytes));

    /// <summary>Reads assemblies.</summary>
    internal static FrameworkModel Of(IEnumerable<byte[]> images) => new(images);

    internal ModuleImage? FindModule(string name) => _byName.GetValueOrDefault(name);

    internal TypeDefinition Type(int type) =>
        TypeModule[type].Reader.GetTypeDefinition(MetadataTokens.TypeDefinitionHandle(type - TypeModule[type].FirstType + 1));

    internal MethodDefinition Method(int method)
    {
        var module = TypeModule[MethodType[method]];
        return module.Reader.GetMethodDefinition(MetadataTokens.MethodDefinitionHandle(method - module.FirstMethod + 1));
    }

    internal FieldDefinition Field(int field)
    {
        var module = TypeModule[FieldType[field]];
        return module.Reader.GetFieldDefinition(MetadataTokens.FieldDefinitionHandle(field - module.FirstField + 1));
    }

    internal IEnumerable<int> MethodsOf(int type)
    {
        var module = TypeModule[type];
        foreach (var handle in Type(type).GetMethods())
        {
            yield return module.FirstMethod + MetadataTokens.GetRowNumber(handle) - 1;
        }
    }

    internal IEnumerable<int> FieldsOf(int type)
    {
        var module = TypeModule[type];
        foreach (var handle in Type(type).GetFields())
        {
            yield return module.FirstField + MetadataTokens.GetRowNumber(handle) - 1;
        }
    }

    /// <summary>How tables and witnesses name a method.</summary>
    internal string NameOf(int method) => TypeName[MethodType[method]] + "::" + MethodName[method];

    internal bool IsInterface(int type) => (Type(type).Attributes & TypeAttributes.Interface) != 0;

    internal bool IsValueType(int type) =>
        BaseType[type] >= 0 && TypeName[BaseType[type]] is "System.ValueType" or "System.Enum" && TypeName[type] != "System.Enum";

    internal bool IsDelegate(int type) => BaseType[type] >= 0 && TypeName[BaseType[type]] == "System.MulticastDelegate";

    private void ReadTypes()
    {
        foreach (var module in Modules)
        {
            var reader = module.Reader;
            foreach (var handle in reader.TypeDefinitions)
            {
                var type = module.FirstType + MetadataTokens.GetRowNumber(handle) - 1;
                var row = reader.GetTypeDefinition(handle);
                var around = row.GetDeclaringType();
                TypeModule[type] = module;
                DeclaringType[type] = around.IsNil ? -1 : module.FirstType + MetadataTokens.GetRowNumber(around) - 1;
                TypeName[type] = FullName(reader, handle);
                module.Types[TypeName[type]] = type;
                StaticConstructor[type] = -1;
                foreach (var methodHandle in row.GetMethods())
                {
                    var method = module.FirstMethod + MetadataTokens.GetRowNumber(methodHandle) - 1;
                    var definition = reader.GetMethodDefinition(methodHandle);
                    var name = reader.GetString(definition.Name);
                    var arity = definition.GetGenericParameters().Count;
                    MethodType[method] = type;
                    MethodName[method] = arity == 0 ? name : $"{name}``{arity}";
                    if (name == ".cctor")
                    {
                        StaticConstructor[type] = method;
                    }
                }

                foreach (var fieldHandle in row.GetFields())
                {
                    FieldType[module.FirstField + MetadataTokens.GetRowNumber(fieldHandle) - 1] = type;
                }
            }
        }
    }

    private void ReadHierarchy()
    {
        for (var type = 0; type < TypeCount; type++)
        {
            var module = TypeModule[type];
            var row = Type(type);
            BaseType[type] = row.BaseType.IsNil ? -1 : Resolver.Type(module, row.BaseType);
            Interfaces[type] = [.. row.GetInterfaceImplementations()
                .Select(handle => Resolver.Type(module, module.Reader.GetInterfaceImplementation(handle).Interface))
                .Where(found => found >= 0)];
        }

        for (var method = 0; method < MethodCount; method++)
        {
            var module = TypeModule[MethodType[method]];
            var walk = new SignatureWalk(this, module, module.Reader.GetBlobReader(Method(method).Signature), null);
            walk.Method();
            MethodSignatureHash[method] = walk.Hash;
            Shape[method] = new MethodShape(
                walk.ParameterCount, walk.HasThis, walk.ReturnCode, walk.ReturnType, walk.Integers, walk.ParametersHash);
        }
    }

    private static string FullName(MetadataReader reader, TypeDefinitionHandle handle)
    {
        var row = reader.GetTypeDefinition(handle);
        var name = reader.GetString(row.Name);
        var around = row.GetDeclaringType();
        if (!around.IsNil)
        {
            return FullName(reader, around) + "/" + name;
        }

        return row.Namespace.IsNil ? name : reader.GetString(row.Namespace) + "." + name;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var module in Modules)
        {
            module.Dispose();
        }
    }
}
