using Mono.Cecil;
using FrameworkNames = RExecIL.Verifier.Metadata.FrameworkNames;

namespace RExecIL.Verifier.Rewriting;

/// <summary>The types that the rewriter puts into images. Guests may define nothing in their namespace.</summary>
internal static class GeneratedTypes
{
    /// <summary>The namespace of all generated types.</summary>
    internal const string Namespace = FrameworkNames.OwnPrefix + ".Generated";

    /// <summary>The type with the field that the loader sets before any guest code runs.</summary>
    internal const string GuestContext = "GuestContext";

    /// <summary>The field of <see cref="GuestContext"/>.</summary>
    internal const string SandboxField = "Sandbox";

    /// <summary>The name of the types of the thunks; a guest type that has one of this name already is refused when written.</summary>
    internal const string Thunks = "<Thunks>";

    private const TypeAttributes StaticClass =
        TypeAttributes.Abstract | TypeAttributes.Sealed | TypeAttributes.Class | TypeAttributes.BeforeFieldInit;

    /// <summary>The place of the assembly's own handle; nobody else's code may name it.</summary>
    internal static FieldDefinition AddGuestContext(ModuleDefinition module, TypeReference sandboxType)
    {
        var type = new TypeDefinition(Namespace, GuestContext, StaticClass | TypeAttributes.NotPublic, module.TypeSystem.Object);
        var field = new FieldDefinition(SandboxField, FieldAttributes.Assembly | FieldAttributes.Static, sandboxType);
        type.Fields.Add(field);
        module.Types.Add(type);
        return field;
    }

    /// <summary>The type of the thunks of one guest type, within it, so that they may name what its own code may name.</summary>
    internal static TypeDefinition AddThunks(TypeDefinition user, ModuleDefinition module)
    {
        var type = new TypeDefinition("", Thunks, StaticClass | TypeAttributes.NestedAssembly, module.TypeSystem.Object);
        user.NestedTypes.Add(type);
        return type;
    }
}
