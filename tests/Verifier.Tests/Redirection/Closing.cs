using Mono.Cecil;

namespace RExecIL.Verifier.Tests.Redirection;

/// <summary>A member of the framework with type arguments that satisfy its constraints, and its signature with them put in.</summary>
internal sealed class Closing
{
    private readonly Dictionary<GenericParameter, TypeReference> _arguments = [];
    private readonly ModuleDefinition _framework;

    public Closing(MethodDefinition method)
    {
        _framework = method.Module;
        Definition = method;
        foreach (var parameter in method.DeclaringType.GenericParameters.Concat(method.GenericParameters))
        {
            _arguments[parameter] = ArgumentFor(parameter);
        }

        Owner = Close(method.DeclaringType);
        var onOwner = new MethodReference(method.Name, method.ReturnType, Owner) { HasThis = method.HasThis, CallingConvention = method.CallingConvention };
        foreach (var parameter in method.Parameters)
        {
            onOwner.Parameters.Add(new ParameterDefinition(parameter.ParameterType));
        }

        foreach (var parameter in method.GenericParameters)
        {
            onOwner.GenericParameters.Add(new GenericParameter(parameter.Name, onOwner));
        }

        if (method.HasGenericParameters)
        {
            var closed = new GenericInstanceMethod(onOwner);
            foreach (var parameter in method.GenericParameters)
            {
                closed.GenericArguments.Add(_arguments[parameter]);
            }

            Reference = closed;
        }
        else
        {
            Reference = onOwner;
        }
    }

    public MethodDefinition Definition { get; }

    /// <summary>The declaring type with its arguments.</summary>
    public TypeReference Owner { get; }

    /// <summary>What an instruction names.</summary>
    public MethodReference Reference { get; }

    /// <summary>The types of the parameters without <c>this</c>, without modifiers.</summary>
    public IReadOnlyList<TypeReference> Parameters => [.. Definition.Parameters.Select(parameter => Close(Bare(parameter.ParameterType)))];

    public TypeReference Result => Close(Bare(Definition.ReturnType));

    /// <summary>A type of the framework's with the arguments put in for its parameters.</summary>
    public TypeReference Close(TypeReference type) => type switch
    {
        GenericParameter parameter => _arguments.GetValueOrDefault(parameter) ?? _arguments.First(known => known.Key.Position == parameter.Position && known.Key.Type == parameter.Type).Value,
        ByReferenceType reference => new ByReferenceType(Close(reference.ElementType)),
        PointerType pointer => new PointerType(Close(pointer.ElementType)),
        ArrayType array => new ArrayType(Close(array.ElementType), array.Rank),
        GenericInstanceType instance => Instance(instance.ElementType, instance.GenericArguments.Select(Close)),
        RequiredModifierType required => new RequiredModifierType(required.ModifierType, Close(required.ElementType)),
        OptionalModifierType optional => new OptionalModifierType(optional.ModifierType, Close(optional.ElementType)),
        TypeDefinition { HasGenericParameters: true } definition => Instance(definition, definition.GenericParameters.Select(Close)),
        _ => type,
    };

    private static GenericInstanceType Instance(TypeReference element, IEnumerable<TypeReference> arguments)
    {
        var instance = new GenericInstanceType(element);
        foreach (var argument in arguments)
        {
            instance.GenericArguments.Add(argument);
        }

        return instance;
    }

    private static TypeReference Bare(TypeReference type) => type switch
    {
        RequiredModifierType required => Bare(required.ElementType),
        OptionalModifierType optional => Bare(optional.ElementType),
        _ => type,
    };

    /// <summary>An interface satisfies the constraint that asks for it; numbers satisfy nearly all that ask for themselves.</summary>
    private TypeReference ArgumentFor(GenericParameter parameter)
    {
        var constraint = parameter.Constraints.Select(constraint => constraint.ConstraintType).FirstOrDefault(type => type.FullName != "System.ValueType");
        if (constraint is GenericInstanceType asked && asked.GenericArguments.Contains(parameter)
            || parameter.HasNotNullableValueTypeConstraint
            || constraint is null && !parameter.HasReferenceTypeConstraint)
        {
            return _framework.TypeSystem.Int32;
        }

        return constraint is null ? _framework.TypeSystem.String : Close(constraint);
    }
}
