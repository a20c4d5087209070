using System.Reflection.Metadata;
using RExecIL.Verifier.Diagnostics;
using RExecIL.Verifier.Metadata;
using RExecIL.Verifier.Rules;

namespace RExecIL.Verifier.TypeSafety;

/// <summary>RX3001: instructions and calling conventions that no context makes verifiable.</summary>
internal static class UnverifiableOpCodeCheck
{
    internal static readonly DiagnosticDescriptor Unverifiable =
        new("RX3001", "Instruction is never verifiable", "ECMA-335 III.3, each instruction's paragraph on verifiability");

    internal static IEnumerable<Diagnostic> Check(MethodModel method, RuleContext context)
    {
        List<Diagnostic>? found = null;
        if (method.Signature.Header.CallingConvention == SignatureCallingConvention.VarArgs)
        {
            found = [Unverifiable.At(
                context.At(method), $"{method.Name} takes arguments that its signature does not tell. No policy can allow it.")];
        }

        foreach (var instruction in method.Body!.Instructions)
        {
            if (Reason(instruction.OpCode) is { } reason)
            {
                (found ??= []).Add(Unverifiable.At(
                    context.At(method, instruction.Offset), $"{instruction.OpCode.ToString().ToLowerInvariant()} {reason}. No policy can allow it."));
            }
        }

        return found ?? [];
    }

    private static string? Reason(ILOpCode code) => code switch
    {
        ILOpCode.Calli => "calls whatever address is on the stack",
        ILOpCode.Jmp => "leaves the method with its arguments unchecked",
        ILOpCode.Arglist or ILOpCode.Mkrefany or ILOpCode.Refanyval or ILOpCode.Refanytype => "works on references whose type is not checked",
        ILOpCode.Cpblk or ILOpCode.Initblk => "writes memory without bounds",
        _ => null,
    };
}
