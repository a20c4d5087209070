using System.Diagnostics;
using Mono.Cecil;

namespace RExecIL.Verifier.Rewriting;

/// <summary>Replaces generic parameters inside a type.</summary>
internal static class GenericSubstitution
{
    internal static TypeReference Replace(TypeReference type, Func<GenericParameter, TypeReference> argumentOf) => type switch
    {
        GenericParameter parameter => argumentOf(parameter),
        GenericInstanceType instance => Instantiate(instance, argumentOf),
        ByReferenceType reference => new ByReferenceType(Replace(reference.ElementType, argumentOf)),
        ArrayType array => ReplaceArray(array, argumentOf),
        RequiredModifierType required =>
            new RequiredModifierType(required.ModifierType, Replace(required.ElementType, argumentOf)),
        OptionalModifierType optional =>
            new OptionalModifierType(optional.ModifierType, Replace(optional.ElementType, argumentOf)),
        TypeSpecification other => throw new UnreachableException($"No shim has a {other.MetadataType} in its signature."),
        _ => type,
    };

    private static GenericInstanceType Instantiate(GenericInstanceType instance, Func<GenericParameter, TypeReference> argumentOf)
    {
        var copy = new GenericInstanceType(instance.ElementType);
        foreach (var argument in instance.GenericArguments)
        {
            copy.GenericArguments.Add(Replace(argument, argumentOf));
        }

        return copy;
    }

    private static ArrayType ReplaceArray(ArrayType array, Func<GenericParameter, TypeReference> argumentOf)
    {
        var copy = new ArrayType(Replace(array.ElementType, argumentOf));
        if (!array.IsVector)
        {
            copy.Dimensions.Clear();
            foreach (var dimension in array.Dimensions)
            {
                copy.Dimensions.Add(dimension);
            }
        }

        return copy;
    }
}
