using System.Reflection.Metadata;
using RExecIL.Verifier.Metadata;
using RExecIL.Verifier.Rules;

namespace RExecIL.Verifier.Guards;

/// <summary>
/// Looks for the charge before every call of the framework whose work grows with its arguments, and for delegates to such members,
/// which nothing would charge.
/// </summary>
internal sealed class WorkPresence(MethodModel method, BodyCode code, RuleContext context)
{
    internal IEnumerable<MissingGuard> Check()
    {
        for (var index = 0; index < code.Count; index++)
        {
            if (code[index] is not { OpCode: ILOpCode.Call or ILOpCode.Callvirt or ILOpCode.Newobj or ILOpCode.Ldftn or ILOpCode.Ldvirtftn, Operand: MethodReference callee }
                || WorkCharge.Of(callee, code[index].OpCode, code[index - 1].Constraint()?.Type, context) is not { IsEmpty: false } charge)
            {
                continue;
            }

            if (code[index].OpCode is ILOpCode.Ldftn or ILOpCode.Ldvirtftn || !IsCharged(index, charge))
            {
                yield return new MissingGuard(code[index].Offset, $"{method.Name} calls {callee.Name}, whose work nothing charges.");
            }
        }
    }

    /// <summary>
    /// As many charges as the call needs stand before it and what else counts it: between them and the call arguments are measured,
    /// taken from locals and put back, and nothing leads in.
    /// </summary>
    private bool IsCharged(int index, WorkCharge charge)
    {
        var (terms, sequences) = (charge.Terms.Count, charge.Sequences.Count);
        var at = index - 1;
        for (; at >= 0 && terms + sequences > 0; at--)
        {
            if (code[at].IsGuard("BurnWork"))
            {
                terms--;
            }
            else if (IsSequence(at))
            {
                sequences--;
            }
            else if (!IsQuiet(at))
            {
                return false;
            }
        }

        return terms <= 0 && sequences <= 0 && code.IsStraight(at + 1, index);
    }

    private bool IsSequence(int index) =>
        code[index].IsGuard("FuelEach") || code[index].IsGuard("FuelLazy") || code[index].IsGuard("FuelSkip") || code[index].IsGuard("FuelOpen");

    private bool IsQuiet(int index) => code[index].OpCode switch
    {
        ILOpCode.Ldloc or ILOpCode.Ldloc_s or ILOpCode.Ldloc_0 or ILOpCode.Ldloc_1 or ILOpCode.Ldloc_2 or ILOpCode.Ldloc_3
            or ILOpCode.Stloc or ILOpCode.Stloc_s or ILOpCode.Stloc_0 or ILOpCode.Stloc_1 or ILOpCode.Stloc_2 or ILOpCode.Stloc_3
            or (>= ILOpCode.Ldc_i4_m1 and <= ILOpCode.Ldc_i4) or ILOpCode.Add or ILOpCode.Dup or ILOpCode.Sizeof or ILOpCode.Ldobj
            or ILOpCode.Constrained or ILOpCode.Readonly => true,
        ILOpCode.Call => code[index].IsMeasure() || code[index].IsGuard("Allocate") || code[index].IsGuard("AllocateLarge"),
        _ => false,
    };
}
