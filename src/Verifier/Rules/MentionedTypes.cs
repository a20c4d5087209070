using RExecIL.Verifier.Metadata;

namespace RExecIL.Verifier.Rules;

/// <summary>The types that a module puts together of others: generic instances, arrays, references.</summary>
internal static class MentionedTypes
{
    /// <summary>All of them, wherever a signature has one, each once.</summary>
    internal static HashSet<TypeSignature> In(GuestModuleContents contents)
    {
        var found = new HashSet<TypeSignature>();
        foreach (var row in contents.TypeSpecifications)
        {
            Add(row.Type);
        }

        foreach (var method in contents.MethodReferences)
        {
            AddSignature(method.Signature);
            Add(method.DeclaringType);
        }

        foreach (var field in contents.FieldReferences)
        {
            Add(field.FieldType);
        }

        foreach (var method in contents.MethodSpecifications)
        {
            AddAll(method.TypeArguments);
        }

        foreach (var row in contents.StandAloneSignatures)
        {
            AddAll(row.Types);
        }

        foreach (var type in contents.Types)
        {
            AddDefinition(type);
        }

        return found;

        void AddDefinition(TypeModel type)
        {
            AddAll(type.Interfaces);
            if (type.BaseType is not null)
            {
                Add(type.BaseType);
            }

            foreach (var field in type.Fields)
            {
                Add(field.FieldType);
            }

            foreach (var method in type.Methods)
            {
                AddSignature(method.Signature);
            }
        }

        void AddSignature(MethodSignature signature)
        {
            Add(signature.ReturnType);
            AddAll(signature.Parameters);
        }

        void AddAll(EquatableArray<TypeSignature> types)
        {
            foreach (var type in types)
            {
                Add(type);
            }
        }

        void Add(TypeSignature type)
        {
            if (type is PrimitiveSignature or NamedSignature or GenericParameterSignature || !found.Add(type))
            {
                return;
            }

            foreach (var part in type.PartList)
            {
                Add(part);
            }
        }
    }
}
