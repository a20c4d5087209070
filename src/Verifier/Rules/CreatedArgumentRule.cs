using RExecIL.Verifier.Diagnostics;
using RExecIL.Verifier.Metadata;

namespace RExecIL.Verifier.Rules;

/// <summary>RX2012: a type that stands for a parameter with <c>new()</c> must itself be allowed to be created.</summary>
/// <remarks>
/// <c>new T()</c> is <c>Activator.CreateInstance&lt;T&gt;()</c>, which names no constructor: the one who fills in T makes
/// the object. Source: ECMA-335 II.10.1.7 (.ctor constraint).
/// </remarks>
internal sealed class CreatedArgumentRule : IModuleRule
{
    internal static readonly DiagnosticDescriptor Forbidden =
        new("RX2012", "Generic argument would be created, which is not allowed", "ECMA-335 II.10.1.7");

    public IEnumerable<Diagnostic> Check(RuleContext context)
    {
        var contents = context.Module.Contents;
        foreach (var method in contents.MethodSpecifications)
        {
            foreach (var diagnostic in CheckMethod(method, context))
            {
                yield return diagnostic;
            }
        }

        foreach (var generic in context.MentionedTypes.OfType<GenericSignature>())
        {
            if (context.Closure.Find(generic.Generic.Identity) is { } definition)
            {
                foreach (var diagnostic in Check(definition.GenericParameters, generic.Arguments, context))
                {
                    yield return diagnostic;
                }
            }
        }

        if (contents.MethodSpecifications.Items.Any(IsCreator))
        {
            foreach (var diagnostic in CheckUnconstrained(context))
            {
                yield return diagnostic;
            }
        }
    }

    private static IEnumerable<Diagnostic> CheckMethod(MethodReference method, RuleContext context)
    {
        if (IsCreator(method))
        {
            return method.TypeArguments.Items.Select(argument => Fault(argument, context)).OfType<Diagnostic>();
        }

        return context.Members.Find(method) is { } found
            ? Check(found.Method.GenericParameters, method.TypeArguments, context)
            : [];
    }

    private static IEnumerable<Diagnostic> Check(
        EquatableArray<GenericParameterModel> parameters, EquatableArray<TypeSignature> arguments, RuleContext context) =>
        parameters.Items
            .Where(parameter => parameter.CreatesArgument && parameter.Index < arguments.Count)
            .Select(parameter => Fault(arguments[parameter.Index], context))
            .OfType<Diagnostic>();

    private static Diagnostic? Fault(TypeSignature argument, RuleContext context)
    {
        if (argument.Definition is null
            || context.Closure.Find(argument) is not { } type
            || context.Closure.IsGuest(type.Identity)
            || type.Methods.Items.FirstOrDefault(method => method.IsConstructor && method.Signature.Parameters.IsEmpty) is not { } constructor)
        {
            return null;
        }

        return context.Policy.Of(type, constructor) is Policies.MemberVerdict.Allow
            ? null
            : Forbidden.At(
                context.At(),
                $"{Text.Of(argument)} stands for a type parameter with the constraint new(), so the callee would create it; its constructor is not allowed as it is.");
    }

    /// <summary>The creator has no constraint in metadata, so an own type parameter must bring it along.</summary>
    private static IEnumerable<Diagnostic> CheckUnconstrained(RuleContext context)
    {
        foreach (var type in context.Module.Types)
        {
            foreach (var method in type.Methods.Items.Where(method => method.Body is not null))
            {
                foreach (var instruction in method.Body!.Instructions)
                {
                    if (instruction.Operand is MethodReference reference && IsCreator(reference)
                        && reference.TypeArguments.Items.OfType<GenericParameterSignature>().Any(parameter => !IsCreated(parameter, type, method)))
                    {
                        yield return Forbidden.At(
                            context.At(method, instruction.Offset),
                            "Activator.CreateInstance is called on a type parameter without the constraint new(). Add the constraint.");
                    }
                }
            }
        }
    }

    private static bool IsCreated(GenericParameterSignature parameter, TypeModel type, MethodModel method)
    {
        var owner = parameter.IsMethodParameter ? method.GenericParameters : type.GenericParameters;
        return parameter.Index < owner.Count && owner[parameter.Index].CreatesArgument;
    }

    private static bool IsCreator(MethodReference method) =>
        method is
        {
            Name: "CreateInstance",
            DeclaringType: NamedSignature { Identity: { Assembly: FrameworkNames.CoreLibrary, FullName: "System.Activator" } },
        };
}
