using System.Reflection.Metadata;
using RExecIL.Verifier.Metadata;
using RExecIL.Verifier.Rules;

namespace RExecIL.Verifier.Guards;

/// <summary>Looks for the charge behind every check of one body: at least one unit for each instruction up to the next.</summary>
internal static class FuelPresence
{
    internal static IEnumerable<MissingGuard> Check(MethodModel method)
    {
        var code = method.Body!.Instructions;
        var entered = new HashSet<int>();
        var indexAt = new Dictionary<int, int>();
        for (var index = 0; index < code.Count; index++)
        {
            indexAt.Add(code[index].Offset, index);
            entered.UnionWith(ControlFlow.TargetsOf(code[index]));
        }

        var ways = LongestWays(code, indexAt);
        for (var index = 0; index < code.Count; index++)
        {
            if (!IsCheck(code[index]))
            {
                continue;
            }

            var isCharged = index + 3 < code.Count
                && CompilerIdioms.Constant(code[index + 1]) is { } cost
                && code[index + 2].IsGuard("Burn")
                && !entered.Contains(code[index + 1].Offset)
                && !entered.Contains(code[index + 2].Offset)
                && cost >= ways[index + 3];
            if (!isCharged)
            {
                yield return new MissingGuard(code[index].Offset, "a check does not charge for the code behind it.");
            }
        }
    }

    /// <summary>From each instruction, how many there are at most up to the next check. Circles have checks: that is seen elsewhere.</summary>
    private static int[] LongestWays(EquatableArray<Instruction> code, Dictionary<int, int> indexAt)
    {
        var ways = new int[code.Count + 1];
        for (var index = code.Count - 1; index >= 0; index--)
        {
            if (IsCheck(code[index]))
            {
                continue;
            }

            var longest = FallsThrough(code[index].OpCode) ? ways[index + 1] : 0;
            foreach (var target in ControlFlow.TargetsOf(code[index]))
            {
                longest = Math.Max(longest, indexAt[target] > index ? ways[indexAt[target]] : 0);
            }

            ways[index] = longest + 1;
        }

        return ways;
    }

    private static bool FallsThrough(ILOpCode opCode) => opCode is not (
        ILOpCode.Br or ILOpCode.Br_s or ILOpCode.Leave or ILOpCode.Leave_s or ILOpCode.Ret or ILOpCode.Jmp
        or ILOpCode.Throw or ILOpCode.Rethrow or ILOpCode.Endfinally or ILOpCode.Endfilter);

    private static bool IsCheck(in Instruction instruction) => instruction.IsGuard("Poll") || instruction.IsGuard("Enter");
}
