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

    internal static IEnumerable<Diagnostic> Check(MethodModel method, RuleContext context) =>
        method.Body!.ExceptionClauses.IsEmpty ? [] : CheckFilters(method, context);

    private static IEnumerable<Diagnostic> CheckFilters(MethodModel method, RuleContext context)
    {
        var body = method.Body!;
        foreach (var clause in body.ExceptionClauses.Items.Where(clause => clause.FilterOffset >= 0))
        {
            for (var index = FirstAt(body, clause.FilterOffset);
                index < body.Instructions.Count && body.Instructions[index].Offset < clause.HandlerOffset;
                index++)
            {
                if (IsEndless(body.Instructions[index]))
                {
                    yield return EndlessFilter.At(
                        context.At(method, body.Instructions[index].Offset), "The exception filter has a loop or a throw, which can end the whole process. Move the code into the handler.");
                }
            }
        }
    }

    private static int FirstAt(MethodBodyModel body, int offset)
    {
        var (low, high) = (0, body.Instructions.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = body.Instructions[middle].Offset < offset ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private static bool IsEndless(Instruction instruction) =>
        instruction.OpCode is ILOpCode.Throw or ILOpCode.Rethrow || ControlFlow.TargetsOf(instruction).Any(target => target <= instruction.Offset);
}
