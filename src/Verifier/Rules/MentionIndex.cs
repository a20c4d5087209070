using RExecIL.Verifier.Diagnostics;
using RExecIL.Verifier.Metadata;

namespace RExecIL.Verifier.Rules;

/// <summary>Where a module first mentions each type, for messages. Built only when there is something to report.</summary>
internal sealed class MentionIndex
{
    private readonly Dictionary<TypeIdentity, CodeLocation> _first = [];

    private MentionIndex()
    {
    }

    /// <summary>The place of the first mention, bodies before declarations; null when only tables mention the type.</summary>
    internal CodeLocation? FirstMention(TypeIdentity type) => _first.GetValueOrDefault(type);

    internal static MentionIndex Of(RuleContext context)
    {
        var index = new MentionIndex();
        foreach (var method in context.MethodsWithBody)
        {
            foreach (var instruction in method.Body!.Instructions)
            {
                foreach (var type in TypesIn(instruction.Operand))
                {
                    index.Add(type, () => context.At(method, instruction.Offset));
                }
            }

            foreach (var type in method.Body.Locals.Items.Concat(
                method.Body.ExceptionClauses.Items.Select(clause => clause.CatchType?.Type).OfType<TypeSignature>()))
            {
                index.Add(type, () => context.At(method));
            }
        }

        foreach (var type in context.Module.Types)
        {
            index.AddDeclarations(type, context);
        }

        foreach (var attached in context.Module.Contents.CustomAttributes)
        {
            index.Add(attached.Attribute.Constructor.DeclaringType, () => Place(attached.Parent, context));
        }

        return index;
    }

    /// <summary>The place of a type, method or field definition by token; the assembly for other tokens.</summary>
    internal static CodeLocation Place(int token, RuleContext context)
    {
        foreach (var type in context.Module.Types)
        {
            if (type.Token == token)
            {
                return context.At(type);
            }

            if (type.Methods.Items.FirstOrDefault(method => method.Token == token) is { } method)
            {
                return context.At(method);
            }

            if (type.Fields.Items.FirstOrDefault(field => field.Token == token) is { } field)
            {
                return context.At(field);
            }
        }

        return context.At(token);
    }

    private void AddDeclarations(TypeModel type, RuleContext context)
    {
        foreach (var signature in type.Interfaces.Items
            .Concat(type.BaseType is null ? [] : [type.BaseType])
            .Concat(type.GenericParameters.Items.SelectMany(parameter => parameter.Constraints.Items)))
        {
            Add(signature, () => context.At(type));
        }

        foreach (var field in type.Fields)
        {
            Add(field.FieldType, () => context.At(field));
        }

        foreach (var method in type.Methods)
        {
            foreach (var signature in method.Signature.Parts
                .Concat(method.GenericParameters.Items.SelectMany(parameter => parameter.Constraints.Items)))
            {
                Add(signature, () => context.At(method));
            }
        }
    }

    private static IEnumerable<TypeSignature> TypesIn(object? operand) => operand switch
    {
        TypeReference type => [type.Type],
        MethodReference method => [method.DeclaringType, .. method.TypeArguments, .. method.Signature.Parts],
        FieldReference field => [field.DeclaringType, field.FieldType],
        MethodSignature callSite => callSite.Parts,
        _ => [],
    };

    private void Add(TypeSignature type, Func<CodeLocation> place)
    {
        for (var identity = type.Definition; identity is not null; identity = identity.DeclaringType)
        {
            if (!_first.ContainsKey(identity))
            {
                _first.Add(identity, place());
            }
        }

        foreach (var part in type.Parts)
        {
            Add(part, place);
        }
    }
}
