using Mono.Cecil;
using RExecIL.Verifier.Metadata;

namespace RExecIL.Verifier.Rewriting;

/// <summary>Answers the one question that the image writer asks about types elsewhere: what number an enum is.</summary>
/// <remarks>Mono.Cecil would look for the assembly on disk; we look into the model, and give a bare definition.</remarks>
internal sealed class CatalogMetadataResolver(AssemblyClosure closure, GuestModule guest) : IMetadataResolver
{
    public TypeDefinition? Resolve(Mono.Cecil.TypeReference type)
    {
        type = type.GetElementType();
        if (type is TypeDefinition definition)
        {
            return definition;
        }

        if (closure.Find(Identity(type)) is not { } model || type.Module is null)
        {
            return null;
        }

        var module = type.Module;
        var isEnum = model.BaseType is NamedSignature { Identity.FullName: "System.Enum" };
        var baseType = new Mono.Cecil.TypeReference("System", isEnum ? "Enum" : "Object", module, module.TypeSystem.CoreLibrary);
        var resolved = new TypeDefinition(type.Namespace, type.Name, TypeAttributes.Public, baseType);
        if (isEnum && model.Fields.Items.FirstOrDefault(field => !field.IsStatic) is { FieldType: PrimitiveSignature number })
        {
            resolved.Fields.Add(new FieldDefinition(
                "value__", FieldAttributes.Public | FieldAttributes.SpecialName | FieldAttributes.RTSpecialName, Primitive(number.Code, module)));
        }

        return resolved;
    }

    public FieldDefinition? Resolve(Mono.Cecil.FieldReference field) => field as FieldDefinition;

    public MethodDefinition? Resolve(Mono.Cecil.MethodReference method) => method as MethodDefinition;

    private TypeIdentity Identity(Mono.Cecil.TypeReference type) => type.DeclaringType is { } outer
        ? new TypeIdentity(Identity(outer).Assembly, type.Namespace, type.Name, Identity(outer))
        : type.Scope is AssemblyNameReference assembly
            ? closure.Catalog.Canonical(assembly.Name, type.Namespace, type.Name)
            : new TypeIdentity(guest.Name, type.Namespace, type.Name);

    private static Mono.Cecil.TypeReference Primitive(PrimitiveCode code, ModuleDefinition module) => code switch
    {
        PrimitiveCode.SByte => module.TypeSystem.SByte,
        PrimitiveCode.Byte => module.TypeSystem.Byte,
        PrimitiveCode.Int16 => module.TypeSystem.Int16,
        PrimitiveCode.UInt16 => module.TypeSystem.UInt16,
        PrimitiveCode.UInt32 => module.TypeSystem.UInt32,
        PrimitiveCode.Int64 => module.TypeSystem.Int64,
        PrimitiveCode.UInt64 => module.TypeSystem.UInt64,
        PrimitiveCode.Char => module.TypeSystem.Char,
        PrimitiveCode.Boolean => module.TypeSystem.Boolean,
        _ => module.TypeSystem.Int32,
    };
}
