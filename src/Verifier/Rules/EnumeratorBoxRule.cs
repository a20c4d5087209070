using System.Reflection.Metadata;
using RExecIL.Verifier.Diagnostics;
using RExecIL.Verifier.Metadata;
using RExecIL.Verifier.TypeSafety;

namespace RExecIL.Verifier.Rules;

/// <summary>RX2019: nothing boxes a value of the framework's that could then be made to contain its own box.</summary>
/// <remarks>
/// An enumerator whose elements may be any object (<see cref="OpenEnumerator"/>) is no generic argument and no element of an
/// array, since generic code and arrays box what they hold. Where code boxes it itself, the rewriter puts an object of ours
/// in the place of the box; in written code no such box is left. And no delegate is made of a method that may change a value
/// of the framework's: it would change the box that it holds. Other ways to change a box do not exist: a reference into one
/// is read-only (RX3015).
/// </remarks>
internal sealed class EnumeratorBoxRule : IModuleRule
{
    internal static readonly DiagnosticDescriptor Boxed =
        new("RX2019", "Value of the framework's is boxed where its box could come to contain itself", "Measured: ValueType.Equals follows such a box until the stack is used up");

    public IEnumerable<Diagnostic> Check(RuleContext context)
    {
        var holders = context.MentionedTypes.Where(type => HeldBy(type, context) is not null).ToHashSet();
        var callees = context.Module.Contents.MethodSpecifications.Items
            .Where(method => method.TypeArguments.Items.Any(argument => IsOpen(argument, context)) && !IsReplacement(method, context))
            .Select(method => method.Token)
            .ToHashSet();
        var isPlaced = false;
        foreach (var method in context.MethodsWithBody)
        {
            foreach (var instruction in method.Body!.Instructions)
            {
                var diagnostic = Check(instruction, method, context);
                if (diagnostic is null && holders.Count + callees.Count > 0 && Holder(instruction.Operand, holders, callees, context) is { } what)
                {
                    isPlaced = true;
                    diagnostic = Fault(context.At(method, instruction.Offset), what);
                }

                if (diagnostic is not null)
                {
                    yield return diagnostic;
                }
            }
        }

        // What no body uses is refused all the same.
        if (!isPlaced && holders.FirstOrDefault() is { } holder)
        {
            yield return Fault(context.At(), $"{Text.Of(HeldBy(holder, context)!)} stands inside {Text.Of(holder)}");
        }
        else if (!isPlaced && callees.Count > 0)
        {
            yield return Fault(context.At(callees.Min()), "An enumerator is a generic argument");
        }
    }

    /// <summary>What an instruction names that holds an enumerator, as a message says it.</summary>
    private static string? Holder(object? operand, HashSet<TypeSignature> holders, HashSet<int> callees, RuleContext context)
    {
        switch (operand)
        {
            case MethodReference method when callees.Contains(method.Token):
                return $"{Text.Of(method.TypeArguments.Items.First(argument => IsOpen(argument, context)))} is a generic argument of {Text.Of(method)}";
            case MethodReference method:
                return Find(method.DeclaringType) ?? method.TypeArguments.Items.Select(Find).FirstOrDefault(found => found is not null);
            case FieldReference field:
                return Find(field.DeclaringType);
            case Metadata.TypeReference type:
                return Find(type.Type);
            default:
                return null;
        }

        string? Find(TypeSignature type) => holders.Contains(type)
            ? $"{Text.Of(HeldBy(type, context)!)} stands inside {Text.Of(type)}"
            : type.Parts.Select(Find).FirstOrDefault(found => found is not null);
    }

    private static Diagnostic? Check(in Instruction instruction, MethodModel method, RuleContext context) => instruction switch
    {
        { OpCode: ILOpCode.Newarr, Operand: Metadata.TypeReference element } when IsOpen(element.Type, context) =>
            Fault(context.At(method, instruction.Offset), $"An array of {Text.Of(element.Type)} is made"),
        { OpCode: ILOpCode.Box, Operand: Metadata.TypeReference boxed }
            when context.Origin == ImageOrigin.Rewriter && IsOpen(boxed.Type, context) =>
            Fault(context.At(method, instruction.Offset), $"{Text.Of(boxed.Type)} is boxed"),
        { OpCode: ILOpCode.Ldftn or ILOpCode.Ldvirtftn, Operand: MethodReference target } when MayChangeBox(target, context) =>
            Boxed.At(
                context.At(method, instruction.Offset),
                $"A delegate of {Text.Of(target)} changes the box that it holds. Use a lambda over a variable."),
        _ => null,
    };

    /// <summary>The enumerator that a type holds, and can box; null for none. A delegate only hands on what it is given.</summary>
    private static TypeSignature? HeldBy(TypeSignature type, RuleContext context) => (type switch
    {
        VectorSignature or ArraySignature => type.Parts,
        GenericSignature generic when context.Closure.Find(generic.Generic.Identity) is not { IsDelegate: true } => generic.Arguments.Items,
        _ => [],
    }).FirstOrDefault(part => IsOpen(part, context));

    private static bool IsOpen(TypeSignature type, RuleContext context) => OpenEnumerator.Of(type, context.Closure) is not null;

    /// <summary>What the rewriter put in the place of a box.</summary>
    private static bool IsReplacement(MethodReference method, RuleContext context) =>
        context.Origin == ImageOrigin.Rewriter
        && method.DeclaringType is NamedSignature { Identity: { Assembly: FrameworkNames.GuardLibrary, FullName: "RExecIL.Runtime.Shims.EnumeratorShims" } };

    private static bool MayChangeBox(MethodReference target, RuleContext context) =>
        context.Members.Find(target) is { Type: { IsValueType: true } type, Method: { IsStatic: false } method }
        && !context.Closure.IsGuest(type.Identity)
        && !Annotations.HasReadOnlyThis(type, method)
        && !(method.IsVirtual && method.Name is "ToString" or "Equals" or "GetHashCode")
        && (target.DeclaringType is GenericSignature generic
            ? generic.Arguments.Items.Any(argument => OpenEnumerator.IsOpen(argument, context.Closure))
            : type.Fields.Items.Any(field => !field.IsStatic && OpenEnumerator.IsOpen(field.FieldType, context.Closure)));

    private static Diagnostic Fault(CodeLocation place, string what) => Boxed.At(
        place,
        $"{what}, where it would be boxed. Such a box could be its own current element, and comparing it would end the process. Use IEnumerator<T>.");
}
