using System.Reflection.Metadata;
using RExecIL.Verifier.Metadata;
using RExecIL.Verifier.Rules;

namespace RExecIL.Verifier.Guards;

/// <summary>
/// Looks for the charge behind every check of one body: at least one unit for each instruction up to the next, and for those
/// of filters by type and finally blocks without a check where their protected block begins. Filters of the guest's own
/// charge for themselves, and so does memory.
/// </summary>
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

        var entries = Entries(method.Body, indexAt);
        var ways = LongestWays(code, indexAt, entries);
        for (var index = 0; index < code.Count; index++)
        {
            if (code[index].TakesMemoryWithoutFuel())
            {
                yield return new MissingGuard(code[index].Offset, "memory is taken without fuel.");
            }

            if (!IsCheck(code[index]))
            {
                continue;
            }

            var isCharged = index + 3 < code.Count
                && CompilerIdioms.Constant(code[index + 1]) is { } cost
                && code[index + 2].IsGuard("Burn")
                && !entered.Contains(code[index + 1].Offset)
                && !entered.Contains(code[index + 2].Offset)
                && cost >= ways[index + 3] + entries[index];
            if (!isCharged)
            {
                yield return new MissingGuard(code[index].Offset, "a check does not charge for the code behind it.");
            }
        }

        foreach (var clause in method.Body.ExceptionClauses)
        {
            if (IsFilterOfGuest(clause, code, indexAt))
            {
                // call IsTerminating; brfalse BODY; pop; ldc.i4.0; br END; BODY: COST; call BurnInFilter; …
                var (body, end) = (indexAt[clause.FilterOffset] + 5, indexAt[clause.HandlerOffset]);
                if (CompilerIdioms.Constant(code[body]) is not { } cost || !code[body + 1].IsGuard("BurnInFilter")
                    || entered.Contains(code[body + 1].Offset) || cost < end - body - 2)
                {
                    yield return new MissingGuard(clause.FilterOffset, "a filter does not charge for itself.");
                }
            }
        }
    }

    /// <summary>From each instruction, how many there are at most up to the next check. Circles have checks: that is seen elsewhere.</summary>
    private static int[] LongestWays(EquatableArray<Instruction> code, Dictionary<int, int> indexAt, int[] entries)
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

            ways[index] = longest + 1 + entries[index];
        }

        return ways;
    }

    /// <summary>For each instruction that protected blocks begin at, how many of their handlers' have no check.</summary>
    private static int[] Entries(MethodBodyModel body, Dictionary<int, int> indexAt)
    {
        var entries = new int[body.Instructions.Count];
        foreach (var clause in body.ExceptionClauses)
        {
            if (IsFilterOfGuest(clause, body.Instructions, indexAt))
            {
                continue;
            }

            var start = indexAt[clause.Kind == ExceptionRegionKind.Filter ? clause.FilterOffset : clause.HandlerOffset];
            var end = clause.Kind == ExceptionRegionKind.Filter ? clause.HandlerOffset : clause.HandlerOffset + clause.HandlerLength;
            var (count, isChecked) = (0, false);
            for (var index = start; index < body.Instructions.Count && body.Instructions[index].Offset < end; index++)
            {
                count++;
                isChecked |= IsCheck(body.Instructions[index]);
            }

            entries[indexAt[clause.TryOffset]] += isChecked ? 0 : count;
        }

        return entries;
    }

    private static bool IsFilterOfGuest(ExceptionClause clause, EquatableArray<Instruction> code, Dictionary<int, int> indexAt) =>
        clause.Kind == ExceptionRegionKind.Filter && code[indexAt[clause.FilterOffset]].IsGuard("IsTerminating");

    private static bool FallsThrough(ILOpCode opCode) => opCode is not (
        ILOpCode.Br or ILOpCode.Br_s or ILOpCode.Leave or ILOpCode.Leave_s or ILOpCode.Ret or ILOpCode.Jmp
        or ILOpCode.Throw or ILOpCode.Rethrow or ILOpCode.Endfinally or ILOpCode.Endfilter);

    private static bool IsCheck(in Instruction instruction) => instruction.IsGuard("Poll") || instruction.IsGuard("Enter");
}
