using System.Reflection.Metadata;
using RExecIL.Verifier.Metadata;
using RExecIL.Verifier.Rules;
using TypeReference = RExecIL.Verifier.Metadata.TypeReference;

namespace RExecIL.Verifier.Guards;

/// <summary>Looks for the guards inside one body: at loops, handlers and allocations.</summary>
/// <remarks>
/// A guard counts only where nothing leads past it: no branch and no clause may begin between a guard and what it guards.
/// </remarks>
internal sealed class BodyPresence
{
    private readonly MethodModel _method;
    private readonly RuleContext _context;
    private readonly BodyCode _code;
    private readonly List<MissingGuard> _missing = [];

    internal BodyPresence(MethodModel method, BodyCode code, RuleContext context) =>
        (_method, _code, _context) = (method, code, context);

    internal List<MissingGuard> Check()
    {
        CheckLoops();
        foreach (var clause in _method.Body!.ExceptionClauses)
        {
            CheckClause(clause);
        }

        for (var index = 0; index < _code.Count; index++)
        {
            CheckAllocation(index);
            CheckCount(index);
        }

        return _missing;
    }

    private void CheckLoops()
    {
        foreach (var instruction in _method.Body!.Instructions)
        {
            foreach (var target in ControlFlow.TargetsOf(instruction))
            {
                if (target <= instruction.Offset && !_code[_code.IndexOf(target)].IsGuard("Poll"))
                {
                    Miss(target, "a loop comes back here without a check.");
                }
            }
        }
    }

    private void CheckClause(ExceptionClause clause)
    {
        var start = _code.IndexOf(clause.HandlerOffset);
        switch (clause.Kind)
        {
            case ExceptionRegionKind.Filter:
                CheckFilter(_code.IndexOf(clause.FilterOffset), start);
                break;
            case ExceptionRegionKind.Finally or ExceptionRegionKind.Fault:
                CheckFinally(start, clause.HandlerOffset + clause.HandlerLength);
                break;
            default:
                Miss(clause.HandlerOffset, "a handler catches whatever is thrown.");
                break;
        }
    }

    private void CheckFilter(int filter, int handler)
    {
        // isinst T; ldnull; cgt.un; call IsTerminating; ldc.i4.0; ceq; and; endfilter | castclass T; call Enter
        var isOfType = Follows(filter, handler, ILOpCode.Isinst, ILOpCode.Ldnull, ILOpCode.Cgt_un, ILOpCode.Call, ILOpCode.Ldc_i4_0, ILOpCode.Ceq, ILOpCode.And, ILOpCode.Endfilter)
            && _code[filter + 3].IsGuard("IsTerminating")
            && _code[handler].OpCode is ILOpCode.Castclass or ILOpCode.Unbox_any
            && _code[handler + 1].IsGuard("Enter");

        // call IsTerminating; brfalse BODY; pop; ldc.i4.0; br END; BODY: … END: endfilter | call Enter
        var isOfGuest = _code[filter].IsGuard("IsTerminating")
            && _code[filter + 1].OpCode is ILOpCode.Brfalse or ILOpCode.Brfalse_s
            && TargetOf(filter + 1) == _code[filter + 5].Offset
            && _code[filter + 2].OpCode == ILOpCode.Pop
            && _code[filter + 3].OpCode == ILOpCode.Ldc_i4_0
            && _code[filter + 4].OpCode is ILOpCode.Br or ILOpCode.Br_s
            && TargetOf(filter + 4) == _code[handler - 1].Offset
            && _code[handler - 1].OpCode == ILOpCode.Endfilter
            && _code[handler].IsGuard("Enter");
        if (!isOfType && !isOfGuest)
        {
            Miss(_code[filter].Offset, "a filter does not step aside.");
        }
    }

    private void CheckFinally(int start, int end)
    {
        // call IsTerminating; brfalse BODY; endfinally; BODY: call Enter
        var stepsAside = _code[start].IsGuard("IsTerminating")
            && _code[start + 1].OpCode is ILOpCode.Brfalse or ILOpCode.Brfalse_s
            && TargetOf(start + 1) == _code[start + 3].Offset
            && _code[start + 2].OpCode == ILOpCode.Endfinally
            && _code[start + 3].IsGuard("Enter")
            && !IsLoopHeader(_code[start].Offset);
        if (!stepsAside && !EndsByItself(start, end))
        {
            Miss(_code[start].Offset, "a finally block does not step aside.");
        }
    }

    private bool IsLoopHeader(int offset)
    {
        foreach (var instruction in _method.Body!.Instructions)
        {
            if (instruction.Offset >= offset && ControlFlow.TargetsOf(instruction).Contains(offset))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a handler does nothing but give back a lock and compute with its variables, without a loop.</summary>
    private bool EndsByItself(int start, int end)
    {
        for (var index = start; index < _code.Count && _code[index].Offset < end; index++)
        {
            var instruction = _code[index];
            var isPlain = instruction.OpCode switch
            {
                ILOpCode.Nop or ILOpCode.Endfinally
                    or ILOpCode.Ldloc or ILOpCode.Ldloc_s or ILOpCode.Ldloc_0 or ILOpCode.Ldloc_1 or ILOpCode.Ldloc_2 or ILOpCode.Ldloc_3
                    or ILOpCode.Ldarg or ILOpCode.Ldarg_s or ILOpCode.Ldarg_0 or ILOpCode.Ldarg_1 or ILOpCode.Ldarg_2 or ILOpCode.Ldarg_3
                    or ILOpCode.Stloc or ILOpCode.Stloc_s or ILOpCode.Stloc_0 or ILOpCode.Stloc_1 or ILOpCode.Stloc_2 or ILOpCode.Stloc_3
                    or ILOpCode.Starg or ILOpCode.Starg_s or ILOpCode.Dup or ILOpCode.Pop or ILOpCode.Ldnull
                    or (>= ILOpCode.Ldc_i4_m1 and <= ILOpCode.Ldc_r8)
                    or ILOpCode.Add or ILOpCode.Sub or ILOpCode.Mul or ILOpCode.Neg or ILOpCode.Not
                    or ILOpCode.And or ILOpCode.Or or ILOpCode.Xor or ILOpCode.Shl or ILOpCode.Shr or ILOpCode.Shr_un
                    or ILOpCode.Ceq or ILOpCode.Cgt or ILOpCode.Cgt_un or ILOpCode.Clt or ILOpCode.Clt_un
                    or ILOpCode.Conv_i1 or ILOpCode.Conv_i2 or ILOpCode.Conv_i4 or ILOpCode.Conv_i8 or ILOpCode.Conv_r4 or ILOpCode.Conv_r8
                    or ILOpCode.Conv_u1 or ILOpCode.Conv_u2 or ILOpCode.Conv_u4 or ILOpCode.Conv_u8 => true,
                (>= ILOpCode.Br_s and <= ILOpCode.Blt_un_s) or (>= ILOpCode.Br and <= ILOpCode.Blt_un) => TargetOf(index) > instruction.Offset,
                ILOpCode.Call => instruction.Operand is MethodReference { Name: "Exit", DeclaringType: NamedSignature type }
                    && type.Identity is { Assembly: FrameworkNames.GuardLibrary, FullName: "RExecIL.Runtime.Shims.MonitorShims" },
                _ => false,
            };
            if (!isPlain)
            {
                return false;
            }
        }

        return true;
    }

    private void CheckAllocation(int index)
    {
        var instruction = _code[index];
        var isCounted = instruction.OpCode switch
        {
            // conv.ovf.i4; sizeof T; call AllocateArray; newarr T
            ILOpCode.Newarr => IsSized(index, "AllocateArray") && _code[index - 3].OpCode == ILOpCode.Conv_ovf_i4 && _code.IsStraight(index - 3, index),
            ILOpCode.Box => IsSized(index, "Allocate"),
            ILOpCode.Newobj or ILOpCode.Call or ILOpCode.Callvirt => IsCallCounted(index, (MethodReference)instruction.Operand!),
            _ => true,
        };
        if (!isCounted)
        {
            Miss(instruction.Offset, "memory is taken that nothing counts.");
        }
    }

    /// <summary><c>sizeof T; call Expect; ret</c> is how a getter of <c>Count</c> ends.</summary>
    private void CheckCount(int index)
    {
        if (_code[index].OpCode == ILOpCode.Ret
            && _method is { IsVirtual: true, Signature: { Parameters.Items.IsEmpty: true, ReturnType: PrimitiveSignature { Code: PrimitiveCode.Int32 } } }
            && IsCount()
            && !(_code[index - 1].IsGuard("Expect") && _code[index - 2].OpCode == ILOpCode.Sizeof && _code.IsStraight(index - 2, index)))
        {
            Miss(_code[index].Offset, "a collection tells its size and is not held to it.");
        }
    }

    /// <summary>Whether the method is what interfaces of collections call for their size.</summary>
    private bool IsCount() =>
        _method.Name == "get_Count"
        || _method.Name.EndsWith(".get_Count", StringComparison.Ordinal)
        || (_context.Closure.Find(_method.DeclaringType) is { } type && type.MethodImplementations.Items.Any(row =>
            row.Body.Token == _method.Token && row.Declaration.Name == "get_Count"));

    /// <summary><c>sizeof T; call GUARD</c> stands right before an instruction with the same <c>T</c>.</summary>
    private bool IsSized(int index, string guard) =>
        _code[index - 1].IsGuard(guard)
        && _code[index - 2] is { OpCode: ILOpCode.Sizeof, Operand: TypeReference size }
        && _code[index].Operand is TypeReference type
        && size.Type == type.Type
        && _code.IsStraight(index - 2, index);

    private bool IsCallCounted(int index, MethodReference callee)
    {
        if (callee.DeclaringType is ArraySignature)
        {
            return _code[index].OpCode != ILOpCode.Newobj || IsLargeCounted(index);
        }

        if (_context.Members.Find(callee) is not { Type: var type, Method: var method })
        {
            return false;
        }

        if (type.Identity is { Assembly: FrameworkNames.GuardLibrary, FullName: "RExecIL.Runtime.Shims.StackAllocationShims" } && method.Name == "Allocate")
        {
            return _code[index - 1].IsGuard("AllocateMemory") && _code.IsStraight(index - 1, index);
        }

        var isFramework = _context.Closure.Catalog.KindOf(type.Identity.Assembly) == ReferenceKind.Framework;
        var allocates = _code[index].OpCode == ILOpCode.Newobj
            ? !type.IsValueType || (isFramework && !_context.Policy.IsLeaf(type, method))
            : isFramework && !type.IsDelegate && !_context.Policy.IsLeaf(type, method);
        if (!allocates)
        {
            return true;
        }

        // SIZE; call Allocate stands before the instruction, its prefixes, and what belongs to it.
        var first = FirstOf(index, method);
        if (!_code[first - 1].IsGuard("Allocate") || _code[first - 2].OpCode is not (>= ILOpCode.Ldc_i4_0 and <= ILOpCode.Ldc_i4) || !_code.IsStraight(first - 2, index))
        {
            return false;
        }

        return !isFramework || _context.Policy.SizesOf(type, method).IsEmpty || IsLargeCounted(first - 2);
    }

    /// <summary><c>call AllocateLarge; ldloc…</c> stands before an instruction, one local at least.</summary>
    private bool IsLargeCounted(int index)
    {
        var at = index - 1;
        while (_code[at].OpCode is ILOpCode.Ldloc or ILOpCode.Ldloc_s or ILOpCode.Ldloc_0 or ILOpCode.Ldloc_1 or ILOpCode.Ldloc_2 or ILOpCode.Ldloc_3)
        {
            at--;
        }

        return at < index - 1 && _code[at].IsGuard("AllocateLarge") && _code.IsStraight(at, index);
    }

    private int FirstOf(int index, MethodModel method)
    {
        if (_code[index].OpCode == ILOpCode.Newobj)
        {
            index = _code[index - 1].OpCode switch
            {
                ILOpCode.Ldftn => index - 1,
                ILOpCode.Ldvirtftn => index - 2,
                _ => index,
            };
        }
        else if (method is { Name: "MemberwiseClone" } && _code[index - 1].OpCode == ILOpCode.Ldarg_0)
        {
            return index - 1;
        }

        while (_code[index - 1].OpCode is ILOpCode.Constrained or ILOpCode.Readonly or ILOpCode.Tail or ILOpCode.Volatile or ILOpCode.Unaligned)
        {
            index--;
        }

        return index;
    }

    private bool Follows(int start, int end, params ReadOnlySpan<ILOpCode> opCodes)
    {
        if (end - start != opCodes.Length)
        {
            return false;
        }

        for (var index = 0; index < opCodes.Length; index++)
        {
            if (_code[start + index].OpCode != opCodes[index])
            {
                return false;
            }
        }

        return true;
    }

    private int TargetOf(int index) => (_code[index].Operand as BranchTarget)?.Offset ?? -1;

    private void Miss(int offset, string what) => _missing.Add(new MissingGuard(offset, what));
}
