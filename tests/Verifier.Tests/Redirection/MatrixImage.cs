using Mono.Cecil;
using Mono.Cecil.Cil;

namespace RExecIL.Verifier.Tests.Redirection;

/// <summary>An image of cells: each a class <c>CellN</c> that refers to one member in one form.</summary>
/// <remarks>Not thread-safe.</remarks>
internal sealed class MatrixImage : IDisposable
{
    /// <summary>Simple name of an assembly of the guest's that defines nothing and forwards the types of the members.</summary>
    public const string Forwarder = "Forwarder";

    private const MethodAttributes Made = MethodAttributes.Public | MethodAttributes.HideBySig;

    private readonly ModuleDefinition _module;
    private readonly FrameworkDefinitions _framework;
    private readonly IReadOnlyList<string> _facades;
    private readonly HashSet<TypeDefinition> _forwarded = [];

    /// <param name="framework">Where the members are from.</param>
    /// <param name="facades">The assemblies to name types by, the first that offers one; else the one that defines it.</param>
    public MatrixImage(FrameworkDefinitions framework, params IReadOnlyList<string> facades)
    {
        _framework = framework;
        _facades = facades;
        _module = ModuleDefinition.CreateModule("Matrix", new ModuleParameters { Kind = ModuleKind.Dll, MetadataImporterProvider = new Importers(this) });
        Object = Import(framework.Assembly("System.Private.CoreLib").GetType("System.Object"));
    }

    public TypeReference Object { get; }

    public ModuleDefinition Module => _module;

    /// <summary>A class of the cell's.</summary>
    public TypeDefinition AddCell(int number)
    {
        var cell = new TypeDefinition("", $"Cell{number}", TypeAttributes.Public | TypeAttributes.Abstract | TypeAttributes.Sealed, Object);
        _module.Types.Add(cell);
        return cell;
    }

    public TypeReference Import(TypeReference type) => _module.ImportReference(type);

    public MethodReference Import(MethodReference method) => _module.ImportReference(method);

    /// <summary>A method that takes what a member takes, its object first, and gives what <paramref name="write"/> leaves.</summary>
    public MethodDefinition AddMethod(TypeDefinition cell, Closing member, bool takesObject, TypeReference result, Action<ILProcessor> write)
    {
        var method = new MethodDefinition("Do", Made | MethodAttributes.Static, _module.TypeSystem.Void);
        cell.Methods.Add(method);
        if (takesObject)
        {
            var owner = Import(member.Owner);
            method.Parameters.Add(new ParameterDefinition(member.Definition.DeclaringType.IsValueType ? new ByReferenceType(owner) : owner));
        }

        foreach (var parameter in member.Parameters)
        {
            method.Parameters.Add(new ParameterDefinition(Import(parameter)));
        }

        method.ReturnType = Import(result);
        write(method.Body.GetILProcessor());
        return method;
    }

    /// <summary>A class of the guest's below the member's, without constructors of its own.</summary>
    public TypeDefinition AddDerived(TypeDefinition cell, Closing member)
    {
        var derived = new TypeDefinition("", "Derived", TypeAttributes.NestedPublic | TypeAttributes.Abstract, Import(member.Owner));
        cell.NestedTypes.Add(derived);
        return derived;
    }

    /// <summary>A delegate type with the member's signature.</summary>
    public MethodDefinition AddDelegate(TypeDefinition cell, Closing member)
    {
        var core = _framework.Assembly("System.Private.CoreLib");
        var type = new TypeDefinition("", "Signature", TypeAttributes.NestedPublic | TypeAttributes.Sealed, Import(core.GetType("System.MulticastDelegate")));
        cell.NestedTypes.Add(type);
        var constructor = new MethodDefinition(
            ".ctor", Made | MethodAttributes.SpecialName | MethodAttributes.RTSpecialName, _module.TypeSystem.Void)
        { IsRuntime = true, HasThis = true };
        constructor.Parameters.Add(new ParameterDefinition(_module.TypeSystem.Object));
        constructor.Parameters.Add(new ParameterDefinition(_module.TypeSystem.IntPtr));
        type.Methods.Add(constructor);
        var invoke = new MethodDefinition("Invoke", Made | MethodAttributes.Virtual | MethodAttributes.NewSlot, Import(member.Result)) { IsRuntime = true, HasThis = true };
        foreach (var parameter in member.Parameters)
        {
            invoke.Parameters.Add(new ParameterDefinition(Import(parameter)));
        }

        type.Methods.Add(invoke);
        return constructor;
    }

    /// <summary>The finished bytes.</summary>
    public GuestImage Write()
    {
        using var stream = new MemoryStream();
        _module.Write(stream);
        return new GuestImage("Matrix.dll", stream.ToArray());
    }

    /// <summary>The assembly <see cref="Forwarder"/>, which forwards all that this image names by it.</summary>
    public GuestImage WriteForwarder()
    {
        using var module = ModuleDefinition.CreateModule(Forwarder, new ModuleParameters { Kind = ModuleKind.Dll });
        foreach (var type in _forwarded)
        {
            var scope = _framework.Reference(type.Module.Assembly.Name.Name);
            if (module.AssemblyReferences.All(known => known.Name != scope.Name))
            {
                module.AssemblyReferences.Add(scope);
            }

            module.ExportedTypes.Add(new ExportedType(type.Namespace, type.Name, module, module.AssemblyReferences.Single(known => known.Name == scope.Name)) { IsForwarder = true });
        }

        using var stream = new MemoryStream();
        module.Write(stream);
        return new GuestImage(Forwarder + ".dll", stream.ToArray());
    }

    public void Dispose() => _module.Dispose();

    private sealed class Importers(MatrixImage image) : IMetadataImporterProvider
    {
        public IMetadataImporter GetMetadataImporter(ModuleDefinition module) => new Importer(image, module);
    }

    /// <summary>Names types by the facades that the image asks for.</summary>
    private sealed class Importer(MatrixImage image, ModuleDefinition module) : DefaultMetadataImporter(module)
    {
        protected override IMetadataScope ImportScope(TypeReference type)
        {
            if (image._facades is [Forwarder])
            {
                image._forwarded.Add(FrameworkDefinitions.Outermost(type).Resolve());
                return ImportReference(new AssemblyNameReference(Forwarder, new Version(1, 0)));
            }

            return image._facades.FirstOrDefault(facade => image._framework.Offers(facade, type)) is { } facade
                ? ImportReference(image._framework.Reference(facade))
                : base.ImportScope(type);
        }
    }
}
