using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace RExecIL.Inference.Framework;

/// <summary>What tokens of one module mean in the whole framework. -1 stands for what resolves to nothing.</summary>
internal sealed class Resolver(FrameworkModel model)
{
    private readonly Dictionary<(ModuleImage Module, int Token), int> _types = [];
    private readonly Dictionary<(ModuleImage Module, int Token), MethodReference> _methods = [];
    private readonly Dictionary<(ModuleImage Module, int Token), int> _fields = [];

    /// <summary>The definition behind a type token; arrays, pointers and generic parameters have none.</summary>
    internal int Type(ModuleImage module, EntityHandle handle)
    {
        if (handle.Kind == HandleKind.TypeDefinition)
        {
            return module.FirstType + MetadataTokens.GetRowNumber(handle) - 1;
        }

        var key = (module, MetadataTokens.GetToken(handle));
        if (!_types.TryGetValue(key, out var type))
        {
            type = handle.Kind switch
            {
                HandleKind.TypeReference => Find(module, (TypeReferenceHandle)handle),
                HandleKind.TypeSpecification => Walk(module, (TypeSpecificationHandle)handle, null),
                _ => -1,
            };
            _types.Add(key, type);
        }

        return type;
    }

    /// <summary>Type arguments that a type token mentions.</summary>
    internal void AddArguments(ModuleImage module, EntityHandle handle, List<TypeArgument> arguments)
    {
        if (handle.Kind == HandleKind.TypeSpecification)
        {
            Walk(module, (TypeSpecificationHandle)handle, arguments);
        }
    }

    /// <summary>What a method token names.</summary>
    internal MethodReference Method(ModuleImage module, EntityHandle handle)
    {
        var key = (module, MetadataTokens.GetToken(handle));
        if (!_methods.TryGetValue(key, out var method))
        {
            method = FindMethod(module, handle);
            _methods.Add(key, method);
        }

        return method;
    }

    /// <summary>What a field token names.</summary>
    internal int Field(ModuleImage module, EntityHandle handle)
    {
        if (handle.Kind == HandleKind.FieldDefinition)
        {
            return module.FirstField + MetadataTokens.GetRowNumber(handle) - 1;
        }

        var key = (module, MetadataTokens.GetToken(handle));
        if (!_fields.TryGetValue(key, out var field))
        {
            field = handle.Kind == HandleKind.MemberReference ? FindField(module, (MemberReferenceHandle)handle) : -1;
            _fields.Add(key, field);
        }

        return field;
    }

    internal ulong HashOf(ModuleImage module, BlobHandle signature)
    {
        var walk = new SignatureWalk(model, module, module.Reader.GetBlobReader(signature), null);
        walk.Method();
        return walk.Hash;
    }

    private int Walk(ModuleImage module, TypeSpecificationHandle handle, List<TypeArgument>? arguments)
    {
        var walk = new SignatureWalk(
            model, module, module.Reader.GetBlobReader(module.Reader.GetTypeSpecification(handle).Signature), arguments);
        walk.Type();
        return walk.Outermost;
    }

    private int Find(ModuleImage module, TypeReferenceHandle handle)
    {
        var row = module.Reader.GetTypeReference(handle);
        var name = NameOf(module.Reader, handle);
        var scope = row.ResolutionScope;
        while (scope.Kind == HandleKind.TypeReference)
        {
            scope = module.Reader.GetTypeReference((TypeReferenceHandle)scope).ResolutionScope;
        }

        return scope.Kind switch
        {
            HandleKind.AssemblyReference => Find(
                module.Reader.GetString(module.Reader.GetAssemblyReference((AssemblyReferenceHandle)scope).Name), name, 8),
            HandleKind.ModuleDefinition => module.Types.GetValueOrDefault(name, -1),
            _ => -1,
        };
    }

    private int Find(string assembly, string name, int maxForwards)
    {
        if (model.FindModule(assembly) is not { } module)
        {
            return -1;
        }

        if (module.Types.TryGetValue(name, out var type))
        {
            return type;
        }

        return maxForwards > 0 && module.Forwards.TryGetValue(name.Split('/')[0], out var target)
            ? Find(target, name, maxForwards - 1)
            : -1;
    }

    private static string NameOf(MetadataReader reader, TypeReferenceHandle handle)
    {
        var row = reader.GetTypeReference(handle);
        var name = reader.GetString(row.Name);
        if (row.ResolutionScope.Kind == HandleKind.TypeReference)
        {
            return NameOf(reader, (TypeReferenceHandle)row.ResolutionScope) + "/" + name;
        }

        return row.Namespace.IsNil ? name : reader.GetString(row.Namespace) + "." + name;
    }

    private MethodReference FindMethod(ModuleImage module, EntityHandle handle)
    {
        switch (handle.Kind)
        {
            case HandleKind.MethodDefinition:
                var definition = module.Reader.GetMethodDefinition((MethodDefinitionHandle)handle);
                return Described(
                    module, definition.Signature, module.FirstMethod + MetadataTokens.GetRowNumber(handle) - 1, isArray: false, []);
            case HandleKind.MethodSpecification:
                var specification = module.Reader.GetMethodSpecification((MethodSpecificationHandle)handle);
                var generic = Method(module, specification.Method);
                var arguments = new List<TypeArgument>(generic.Arguments);
                var walk = new SignatureWalk(model, module, module.Reader.GetBlobReader(specification.Signature), arguments);
                walk.MethodInstantiation(generic.Method);
                return generic with { Arguments = [.. arguments] };
            case HandleKind.MemberReference:
                return FindMember(module, module.Reader.GetMemberReference((MemberReferenceHandle)handle));
            default:
                return default;
        }
    }

    private MethodReference FindMember(ModuleImage module, MemberReference member)
    {
        var arguments = new List<TypeArgument>();
        var owner = member.Parent.Kind switch
        {
            HandleKind.TypeDefinition or HandleKind.TypeReference => Type(module, member.Parent),
            HandleKind.TypeSpecification => Walk(module, (TypeSpecificationHandle)member.Parent, arguments),
            _ => -1,
        };
        if (owner < 0)
        {
            // Arrays have methods that no module defines; they only touch the array.
            var isArray = member.Parent.Kind == HandleKind.TypeSpecification
                && module.Reader.GetBlobReader(
                    module.Reader.GetTypeSpecification((TypeSpecificationHandle)member.Parent).Signature).ReadByte() is 0x14 or 0x1D;
            return Described(module, member.Signature, -1, isArray, []);
        }

        var hash = HashOf(module, member.Signature);
        var name = module.Reader.GetString(member.Name);
        var found = FindIn(owner, name, hash);
        return Described(module, member.Signature, found, isArray: false, [.. arguments]);
    }

    private int FindIn(int owner, string name, ulong hash)
    {
        for (var type = owner; type >= 0; type = model.BaseType[type])
        {
            foreach (var method in model.MethodsOf(type))
            {
                if (model.MethodSignatureHash[method] == hash && HasName(method, name))
                {
                    return method;
                }
            }

            foreach (var around in model.Interfaces[type])
            {
                if (model.IsInterface(type) && FindIn(around, name, hash) is >= 0 and var inherited)
                {
                    return inherited;
                }
            }
        }

        return -1;
    }

    private bool HasName(int method, string name)
    {
        var full = model.MethodName[method];
        return full.StartsWith(name, StringComparison.Ordinal)
            && (full.Length == name.Length || full.AsSpan(name.Length).StartsWith("``"));
    }

    private MethodReference Described(
        ModuleImage module, BlobHandle signature, int method, bool isArray, TypeArgument[] arguments)
    {
        var walk = new SignatureWalk(model, module, module.Reader.GetBlobReader(signature), null);
        walk.Method();
        return new MethodReference(
            method, isArray, walk.ParameterCount + (walk.HasThis ? 1 : 0), walk.HasThis, walk.IsVoid, arguments);
    }

    private int FindField(ModuleImage module, MemberReferenceHandle handle)
    {
        var member = module.Reader.GetMemberReference(handle);
        for (var type = Type(module, member.Parent); type >= 0; type = model.BaseType[type])
        {
            foreach (var field in model.FieldsOf(type))
            {
                if (module.Reader.StringComparer.Equals(member.Name, NameOfField(field)))
                {
                    return field;
                }
            }
        }

        return -1;
    }

    private string NameOfField(int field)
    {
        var owner = model.TypeModule[model.FieldType[field]].Reader;
        return owner.GetString(model.Field(field).Name);
    }
}
