using System.Reflection.Metadata;
using RExecIL.Verifier.Diagnostics;
using RExecIL.Verifier.Metadata;
using RExecIL.Verifier.Rules;

namespace RExecIL.Verifier.TypeSafety;

/// <summary>RX3001: instructions and calling conventions that no context makes verifiable, wherever they stand.</summary>
/// <remarks>
/// What allocates or fills stack memory is for the flow analysis to judge. It does not come to dead code, which the
/// rewriter leaves as it is, so that there it is refused.
/// </remarks>
internal static class UnverifiableOpCodeCheck
{
    /// <summary>MethodImplAttributes.Async: a type with such a method does not load on .NET 10 unless a switch is set.</summary>
    private const int RuntimeAsync = 0x2000;

    internal static readonly DiagnosticDescriptor Unverifiable =
        new("RX3001", "Instruction is never verifiable", "ECMA-335 III.3, each instruction's paragraph on verifiability");

    /// <summary>Looks at each instruction of a body.</summary>
    /// <param name="method">The method.</param>
    /// <param name="context">What it is judged by.</param>
    /// <param name="verifier">The flow analysis, which has just looked at it.</param>
    internal static IEnumerable<Diagnostic> Check(MethodModel method, RuleContext context, MethodVerifier verifier)
    {
        List<Diagnostic>? found = null;
        if (method.Signature.Header.CallingConvention == SignatureCallingConvention.VarArgs)
        {
            found = [Unverifiable.At(
                context.At(method), $"{method.Name} takes arguments that its signature does not tell. No policy can allow it.")];
        }

        if (((int)method.ImplementationAttributes & RuntimeAsync) != 0)
        {
            (found ??= []).Add(Unverifiable.At(
                context.At(method), $"{method.Name} is to be suspended by the runtime, whose rules for it are not verified. Compile it without runtime async."));
        }

        var instructions = method.Body!.Instructions;
        var code = instructions.Span;
        for (var index = 0; index < code.Length; index++)
        {
            ref readonly var instruction = ref code[index];
            if (Reason(instruction) is { } reason
                && (!IsStackMemory(instruction.OpCode) || verifier.IsDeadStackMemory(instruction.Offset))
                && !(context.Origin == ImageOrigin.Guest && index >= 2 && CompilerIdioms.IsDataSpan(instructions, index - 2, context)))
            {
                (found ??= []).Add(Unverifiable.At(
                    context.At(method, instruction.Offset), $"{instruction.OpCode.ToString().ToLowerInvariant()} {reason}. No policy can allow it."));
            }
        }

        return found ?? [];
    }

    private static bool IsStackMemory(ILOpCode code) => code is ILOpCode.Localloc or ILOpCode.Cpblk or ILOpCode.Initblk or ILOpCode.Newobj;

    private static string? Reason(in Instruction instruction) => instruction.OpCode switch
    {
        ILOpCode.Calli => "calls whatever address is on the stack",
        ILOpCode.Jmp => "leaves the method with its arguments unchecked",
        ILOpCode.Arglist or ILOpCode.Mkrefany or ILOpCode.Refanyval or ILOpCode.Refanytype => "works on references whose type is not checked",
        ILOpCode.Cpblk or ILOpCode.Initblk => "writes memory without bounds",
        ILOpCode.Localloc => "allocates memory without bounds",
        ILOpCode.Newobj when CompilerIdioms.IsPointerSpanConstructor((MethodReference)instruction.Operand!) => "makes a span of an address",
        _ => null,
    };
}
