using System.Reflection.Metadata;
using RExecIL.Verifier.Diagnostics;
using RExecIL.Verifier.Metadata;
using RExecIL.Verifier.Rules;

namespace RExecIL.Verifier.TypeSafety;

/// <summary>RX3004: exception filters are straight code.</summary>
/// <remarks>
/// Measured on .NET 10.0.12: a filter that the JIT finds never to end makes the runtime fail fast ("Internal CLR error")
/// when an exception passes it in a loop. Compilers write filters without loops and throws.
/// </remarks>
internal static class FilterBodyCheck
{
    internal static readonly DiagnosticDescriptor EndlessFilter =
        new("RX3004", "Exception filter loops or throws", "Measured: ends the process on .NET 10.0.12");

    internal static IEnumerable<Diagnostic> Check(MethodModel method, RuleContext context)
    {
        foreach (var clause in method.Body!.ExceptionClauses.Items.Where(clause => clause.FilterOffset >= 0))
        {
            foreach (var instruction in method.Body.Instructions)
            {
                if (instruction.Offset >= clause.FilterOffset && instruction.Offset < clause.HandlerOffset && IsEndless(instruction))
                {
                    yield return EndlessFilter.At(
                        context.At(method, instruction.Offset), "The exception filter has a loop or a throw, which can end the whole process. Move the code into the handler.");
                }
            }
        }
    }

    private static bool IsEndless(Instruction instruction) =>
        instruction.OpCode is ILOpCode.Throw or ILOpCode.Rethrow || ControlFlow.TargetsOf(instruction).Any(target => target <= instruction.Offset);
}
