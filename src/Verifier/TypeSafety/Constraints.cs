using System.Reflection;
using RExecIL.Verifier.Metadata;

namespace RExecIL.Verifier.TypeSafety;

/// <summary>Whether generic arguments are what their parameters ask for (ECMA-335 II.10.1.7).</summary>
internal static class Constraints
{
    private const int MaxDepth = 32;

    /// <summary>What is wrong with the arguments anywhere inside a type; null when all fit. Kept on the type.</summary>
    internal static string? FaultOf(InternedType type, TypeSystem types) => FaultOf(type, types, 0);

    /// <summary>What is wrong with the arguments of a method; null when all fit.</summary>
    internal static string? FaultOf(MethodModel method, GenericScope scope, TypeSystem types)
    {
        foreach (var argument in scope.MethodArguments)
        {
            if (FaultOf(argument, types) is { } fault)
            {
                return fault;
            }
        }

        return scope.MethodArguments.IsEmpty ? null : FaultOf(method.GenericParameters, scope.MethodArguments, scope, types);
    }

    private static string? FaultOf(InternedType type, TypeSystem types, int depth)
    {
        if (type.HasCheckedConstraints || depth > MaxDepth)
        {
            return depth > MaxDepth ? $"{type} is nested too deep" : type.ConstraintFault;
        }

        type.HasCheckedConstraints = true;
        if (type.Element is { } element)
        {
            return type.ConstraintFault = FaultOf(element, types, depth + 1);
        }

        foreach (var argument in type.Arguments)
        {
            if (FaultOf(argument, types, depth + 1) is { } fault)
            {
                return type.ConstraintFault = fault;
            }
        }

        return type.Arguments.IsEmpty
            ? null
            : type.ConstraintFault = FaultOf(type.Definition!.GenericParameters, type.Arguments, TypeSystem.ScopeWithin(type), types);
    }

    private static string? FaultOf(
        EquatableArray<GenericParameterModel> parameters, IReadOnlyList<InternedType> arguments, GenericScope scope, TypeSystem types)
    {
        for (var index = 0; index < parameters.Count; index++)
        {
            var (parameter, argument) = (parameters[index], arguments[index]);
            var attributes = parameter.Attributes;
            if (argument.Shape is TypeShape.Unusable or TypeShape.Void or TypeShape.Reference)
            {
                return $"{argument} cannot be a generic argument";
            }

            if (argument.IsByRefLike && (attributes & GenericParameterAttributes.AllowByRefLike) == 0)
            {
                return $"{argument} is a ref struct, and {parameter.Name} does not allow ref structs";
            }

            if ((attributes & GenericParameterAttributes.ReferenceTypeConstraint) != 0 && !Assignability.IsKnownObject(argument, types))
            {
                return $"{argument} is not a reference type, as {parameter.Name} asks for";
            }

            if ((attributes & GenericParameterAttributes.NotNullableValueTypeConstraint) != 0 && !IsNotNullableValueType(argument))
            {
                return $"{argument} is not a value type, as {parameter.Name} asks for";
            }

            if ((attributes & GenericParameterAttributes.DefaultConstructorConstraint) != 0 && !HasConstructor(argument))
            {
                return $"{argument} has no public constructor without parameters, as {parameter.Name} asks for";
            }

            foreach (var constraint in parameter.Constraints)
            {
                var required = types.Intern(constraint, scope);
                if (!Assignability.IsCompatible(argument, required, types) && !SatisfiesByValue(argument, required, types))
                {
                    return $"{argument} is not {required}, as {parameter.Name} asks for";
                }
            }
        }

        return null;
    }

    /// <summary>A ref struct implements interfaces without ever being an object of them.</summary>
    private static bool SatisfiesByValue(InternedType argument, InternedType required, TypeSystem types) =>
        argument.IsByRefLike && argument.Shape == TypeShape.Structure
        && (types.InterfacesOf(argument).Contains(required) || ReferenceEquals(required, types.ValueType) || ReferenceEquals(required, types.Object));

    private static bool IsNotNullableValueType(InternedType argument) => argument.Shape == TypeShape.Parameter
        ? (argument.Parameter!.Attributes & GenericParameterAttributes.NotNullableValueTypeConstraint) != 0
        : argument.IsValueType && !argument.IsNullable;

    private static bool HasConstructor(InternedType argument) => argument.Shape switch
    {
        TypeShape.Parameter => (argument.Parameter!.Attributes
            & (GenericParameterAttributes.DefaultConstructorConstraint | GenericParameterAttributes.NotNullableValueTypeConstraint)) != 0,
        TypeShape.Class => (argument.Definition!.Attributes & TypeAttributes.Abstract) == 0
            && argument.Definition.Methods.Items.Any(method => method.IsConstructor && method.Signature.Parameters.IsEmpty
                && (method.Attributes & MethodAttributes.MemberAccessMask) == MethodAttributes.Public),
        _ => argument.IsValueType,
    };
}
