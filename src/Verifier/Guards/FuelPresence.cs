using System.Reflection.Metadata;
using RExecIL.Verifier.Metadata;
using RExecIL.Verifier.Rules;

namespace RExecIL.Verifier.Guards;

/// <summary>
/// Looks for the charge behind every check of one body: at least one unit for each instruction up to the next, and for those
/// of filters by type and finally blocks without a check where their protected block begins. Filters of the guest's own
/// charge for themselves, and so does memory.
/// </summary>
internal sealed class FuelPresence
{
    private readonly BodyCode _code;
    private readonly EquatableArray<ExceptionClause> _clauses;
    private readonly int[] _entries;
    private readonly int[] _ways;

    internal FuelPresence(MethodModel method, BodyCode code)
    {
        (_code, _clauses) = (code, method.Body!.ExceptionClauses);
        _entries = Entries();
        _ways = LongestWays();
    }

    internal IEnumerable<MissingGuard> Check()
    {
        for (var index = 0; index < _code.Count; index++)
        {
            if (_code[index].TakesMemoryWithoutFuel())
            {
                yield return new MissingGuard(_code[index].Offset, "memory is taken without fuel.");
            }

            if (IsCheck(index) && !(index + 3 < _code.Count && IsCharged(index + 1, "Burn", _ways[index + 3] + _entries[index])))
            {
                yield return new MissingGuard(_code[index].Offset, "a check does not charge for the code behind it.");
            }
        }

        foreach (var clause in _clauses)
        {
            // call IsTerminating; brfalse BODY; pop; ldc.i4.0; br END; BODY: COST; call BurnInFilter; …
            if (IsFilterOfGuest(clause) && _code.IndexOf(clause.FilterOffset) + 5 is var body
                && !IsCharged(body, "BurnInFilter", _code.IndexOf(clause.HandlerOffset) - body - 2))
            {
                yield return new MissingGuard(clause.FilterOffset, "a filter does not charge for itself.");
            }
        }
    }

    /// <summary><c>COST; call GUARD</c> stands at a position, and nothing leads between the two, nor between what stands before and them.</summary>
    private bool IsCharged(int index, string guard, int least) =>
        CompilerIdioms.Constant(_code[index]) is { } cost
        && cost >= least
        && _code[index + 1].IsGuard(guard)
        && _code.IsStraight(guard == "Burn" ? index - 1 : index, index + 1);

    /// <summary>From each instruction, how many there are at most up to the next check. Circles have checks: that is seen elsewhere.</summary>
    private int[] LongestWays()
    {
        var ways = new int[_code.Count + 1];
        for (var index = _code.Count - 1; index >= 0; index--)
        {
            if (IsCheck(index))
            {
                continue;
            }

            var longest = FallsThrough(_code[index].OpCode) ? ways[index + 1] : 0;
            foreach (var target in ControlFlow.TargetsOf(_code[index]).Select(_code.IndexOf))
            {
                longest = Math.Max(longest, target > index ? ways[target] : 0);
            }

            ways[index] = longest + 1 + _entries[index];
        }

        return ways;
    }

    /// <summary>For each instruction that protected blocks begin at, how many of their handlers' have no check.</summary>
    private int[] Entries()
    {
        var entries = new int[_code.Count];
        foreach (var clause in _clauses.Items.Where(clause => !IsFilterOfGuest(clause)))
        {
            var isFilter = clause.Kind == ExceptionRegionKind.Filter;
            var start = _code.IndexOf(isFilter ? clause.FilterOffset : clause.HandlerOffset);
            var end = isFilter ? clause.HandlerOffset : clause.HandlerOffset + clause.HandlerLength;
            var length = Enumerable.Range(start, _code.Count - start).TakeWhile(index => _code[index].Offset < end).Count();
            entries[_code.IndexOf(clause.TryOffset)] += Enumerable.Range(start, length).Any(IsCheck) ? 0 : length;
        }

        return entries;
    }

    private bool IsFilterOfGuest(ExceptionClause clause) =>
        clause.Kind == ExceptionRegionKind.Filter && _code[_code.IndexOf(clause.FilterOffset)].IsGuard("IsTerminating");

    private bool IsCheck(int index) => _code[index].IsGuard("Poll") || _code[index].IsGuard("Enter");

    private static bool FallsThrough(ILOpCode opCode) => opCode is not (
        ILOpCode.Br or ILOpCode.Br_s or ILOpCode.Leave or ILOpCode.Leave_s or ILOpCode.Ret or ILOpCode.Jmp
        or ILOpCode.Throw or ILOpCode.Rethrow or ILOpCode.Endfinally or ILOpCode.Endfilter);
}
