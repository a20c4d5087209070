using RExecIL.Verifier.Diagnostics;
using RExecIL.Verifier.Metadata;

namespace RExecIL.Verifier.Rules;

/// <summary>Where a module first mentions each type, for messages. Built only when there is something to report.</summary>
internal sealed class MentionIndex
{
    private readonly RuleContext _context;
    private readonly Dictionary<TypeIdentity, Place> _first = [];

    // A row mentions the same types each time.
    private readonly HashSet<int> _seen = [];

    private MentionIndex(RuleContext context) => _context = context;

    /// <summary>The place of the first mention, bodies before declarations; null when only tables mention the type.</summary>
    internal CodeLocation? FirstMention(TypeIdentity type) => _first.TryGetValue(type, out var place)
        ? place switch
        {
            { Owner: MethodModel method } => _context.At(method, place.Offset),
            { Owner: TypeModel owner } => _context.At(owner),
            { Owner: FieldModel field } => _context.At(field),
            _ => _context.PlaceOf(place.Token),
        }
        : null;

    internal static MentionIndex Of(RuleContext context)
    {
        var index = new MentionIndex(context);
        foreach (var method in context.MethodsWithBody)
        {
            index.AddBody(method);
        }

        foreach (var type in context.Module.Types)
        {
            index.AddDeclarations(type);
        }

        foreach (var attached in context.Module.Contents.CustomAttributes)
        {
            index.Add(attached.Attribute.Constructor.DeclaringType, new Place(null, Token: attached.Parent));
        }

        return index;
    }

    private void AddBody(MethodModel method)
    {
        foreach (ref readonly var instruction in method.Body!.Instructions.Span)
        {
            if (instruction.Operand is null or int or BranchTarget)
            {
                continue;
            }

            var place = new Place(method, instruction.Offset);
            switch (instruction.Operand)
            {
                case TypeReference type when _seen.Add(type.Token):
                    Add(type.Type, place);
                    break;
                case MethodReference reference when _seen.Add(reference.Token):
                    Add(reference.DeclaringType, place);
                    AddAll(reference.TypeArguments, place);
                    Add(reference.Signature, place);
                    break;
                case FieldReference field when _seen.Add(field.Token):
                    Add(field.DeclaringType, place);
                    Add(field.FieldType, place);
                    break;
                case MethodSignature callSite:
                    Add(callSite, place);
                    break;
            }
        }

        AddAll(method.Body.Locals, new Place(method));
        foreach (var clause in method.Body.ExceptionClauses)
        {
            if (clause.CatchType is { } caught)
            {
                Add(caught.Type, new Place(method));
            }
        }
    }

    private void AddDeclarations(TypeModel type)
    {
        AddAll(type.Interfaces, new Place(type));
        if (type.BaseType is not null)
        {
            Add(type.BaseType, new Place(type));
        }

        AddConstraints(type.GenericParameters, new Place(type));
        foreach (var field in type.Fields)
        {
            Add(field.FieldType, new Place(field));
        }

        foreach (var method in type.Methods)
        {
            Add(method.Signature, new Place(method));
            AddConstraints(method.GenericParameters, new Place(method));
        }
    }

    private void AddConstraints(EquatableArray<GenericParameterModel> parameters, in Place place)
    {
        foreach (var parameter in parameters)
        {
            AddAll(parameter.Constraints, place);
        }
    }

    private void Add(MethodSignature signature, in Place place)
    {
        Add(signature.ReturnType, place);
        AddAll(signature.Parameters, place);
    }

    private void AddAll(EquatableArray<TypeSignature> types, in Place place)
    {
        foreach (var type in types)
        {
            Add(type, place);
        }
    }

    private void Add(TypeSignature type, in Place place)
    {
        for (var identity = type.Definition; identity is not null; identity = identity.DeclaringType)
        {
            _first.TryAdd(identity, place);
        }

        foreach (var part in type.PartList)
        {
            Add(part, place);
        }
    }

    /// <summary>Where something is mentioned, before anybody asks for the location.</summary>
    private readonly record struct Place(object? Owner, int Offset = -1, int Token = 0);
}
