using System.Reflection.Metadata;
using RExecIL.Verifier.Diagnostics;
using RExecIL.Verifier.Metadata;

namespace RExecIL.Verifier.Rules;

/// <summary>RX2017: a value that owns a pooled array is never copied.</summary>
/// <remarks>
/// <c>DefaultInterpolatedStringHandler</c> rents an array and gives it back when it grows and at its end. Two copies give it
/// back twice, and then two later users of the process-wide pool, the host among them, share one array (measured). C#
/// keeps it in one local and passes it by reference. So here: it is made by <c>call .ctor</c> on a local or by
/// <c>newobj</c> straight into one, used by address alone, and stands by value in no signature.
/// </remarks>
internal sealed class PooledValueRule : IModuleRule
{
    internal static readonly DiagnosticDescriptor Copied =
        new("RX2017", "A value that owns a pooled array is copied", "Measured: a copy returns the array to the shared pool twice");

    private static readonly TypeIdentity Handler =
        new(FrameworkNames.CoreLibrary, "System.Runtime.CompilerServices", "DefaultInterpolatedStringHandler");

    public IEnumerable<Diagnostic> Check(RuleContext context)
    {
        // Most guests that use it at all name it in a TypeRef; without one there is nothing to look for.
        if (!context.Module.Contents.TypeReferences.Items.Any(reference => reference.Type.Definition == Handler))
        {
            return [];
        }

        return CheckDeclarations(context)
            .Concat(CheckReferences(context))
            .Concat(context.MethodsWithBody.SelectMany(method => CheckBody(method, context)));
    }

    private static IEnumerable<Diagnostic> CheckDeclarations(RuleContext context)
    {
        foreach (var type in context.Module.Types)
        {
            foreach (var field in type.Fields.Items.Where(field => HoldsValue(field.FieldType)))
            {
                yield return Fault(context.At(field));
            }

            foreach (var method in type.Methods.Items.Where(method => method.Signature.Parts.Any(HoldsValue)))
            {
                yield return Fault(context.At(method));
            }
        }
    }

    private static IEnumerable<Diagnostic> CheckReferences(RuleContext context)
    {
        var contents = context.Module.Contents;
        return contents.MethodReferences.Items
            .Where(method => method.Signature.Parts.Any(HoldsValue) || method.DeclaringType.Parts.Any(HoldsValue))
            .Select(method => method.Token)
            .Concat(contents.MethodSpecifications.Items
                .Where(method => method.TypeArguments.Items.Any(HoldsValue))
                .Select(method => method.Token))
            .Concat(contents.TypeSpecifications.Items.Where(type => HoldsValue(type.Type)).Select(type => type.Token))
            .Select(token => Fault(context.At(token)));
    }

    private static IEnumerable<Diagnostic> CheckBody(MethodModel method, RuleContext context)
    {
        var body = method.Body!;
        for (var index = 0; index < body.Instructions.Count; index++)
        {
            var instruction = body.Instructions[index];
            var isCopy = instruction.OpCode switch
            {
                ILOpCode.Ldloc or ILOpCode.Ldloc_s or (>= ILOpCode.Ldloc_0 and <= ILOpCode.Ldloc_3) => IsLocal(instruction, body),
                ILOpCode.Stloc or ILOpCode.Stloc_s or (>= ILOpCode.Stloc_0 and <= ILOpCode.Stloc_3) =>
                    IsLocal(instruction, body) && !(index > 0 && Makes(body.Instructions[index - 1])),
                ILOpCode.Newobj => Makes(instruction)
                    && !(index + 1 < body.Instructions.Count && Stores(body.Instructions[index + 1], body)),
                ILOpCode.Constrained or ILOpCode.Initobj or ILOpCode.Sizeof => false,
                _ => instruction.Operand is Metadata.TypeReference type && HoldsValue(type.Type),
            };
            if (isCopy)
            {
                yield return Fault(context.At(method, instruction.Offset));
            }
        }
    }

    private static bool Makes(Instruction instruction) =>
        instruction is { OpCode: ILOpCode.Newobj, Operand: MethodReference constructor } && HoldsValue(constructor.DeclaringType);

    private static bool Stores(Instruction instruction, MethodBodyModel body) =>
        instruction.OpCode is ILOpCode.Stloc or ILOpCode.Stloc_s or (>= ILOpCode.Stloc_0 and <= ILOpCode.Stloc_3)
        && IsLocal(instruction, body);

    private static bool IsLocal(Instruction instruction, MethodBodyModel body)
    {
        var index = instruction.OpCode switch
        {
            >= ILOpCode.Ldloc_0 and <= ILOpCode.Ldloc_3 => instruction.OpCode - ILOpCode.Ldloc_0,
            >= ILOpCode.Stloc_0 and <= ILOpCode.Stloc_3 => instruction.OpCode - ILOpCode.Stloc_0,
            _ => (int)instruction.Operand!,
        };
        return index < body.Locals.Count && HoldsValue(body.Locals[index]);
    }

    /// <summary>Whether the type is the handler by value, or has it inside; a reference to it holds none.</summary>
    private static bool HoldsValue(TypeSignature type) =>
        type is not ByReferenceSignature && (type.Definition == Handler || type.Parts.Any(HoldsValue));

    private static Diagnostic Fault(CodeLocation place) => Copied.At(
        place,
        "A DefaultInterpolatedStringHandler is copied or stands in a signature by value: each copy would give its array back to the shared pool. Write the interpolated string directly, or pass the handler by reference.");
}
