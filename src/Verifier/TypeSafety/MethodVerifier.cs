using System.Reflection.Metadata;
using RExecIL.Verifier.Diagnostics;
using RExecIL.Verifier.Metadata;
using RExecIL.Verifier.Rules;
using RExecIL.Verifier.TypeSafety.Transfer;

namespace RExecIL.Verifier.TypeSafety;

/// <summary>Follows the types, references and lifetimes of values through a body: an abstract interpreter (ECMA-335 III.1.8).</summary>
/// <remarks>
/// A worklist over basic blocks: take one, run it on verification types, merge what comes out into the successors, until
/// nothing changes. Blocks that nothing leads to are not looked at; neither does the JIT. The work is bounded by the size
/// of the body. One verifier serves one thread.
/// </remarks>
internal sealed class MethodVerifier
{
    /// <summary>How often each instruction may be run on average; compilers' code needs less than three.</summary>
    private const int MaxVisits = 64;

    private readonly Evaluation _state;
    private readonly PriorityQueue<int, int> _pending = new();
    private readonly List<Diagnostic> _diagnostics = [];
    private readonly HashSet<(int Offset, string Rule)> _reported = [];
    private readonly Func<int, bool> _isInstruction;
    private int[] _indexOf = [];
    private bool[] _starts = [];
    private bool[] _isPending = [];
    private Frame?[] _entries = [];
    private Region[] _regions = [];
    private ProtectedBlocks _blocks = null!;
    private MethodModel _method = null!;
    private long _steps;

    internal MethodVerifier(RuleContext rules, TypeSystem types)
    {
        _state = new Evaluation(rules, types) { IsBlockStart = IsBlockStart };
        _isInstruction = offset => _indexOf[offset] >= 0;
    }

    private RuleContext Rules => _state.Rules;

    /// <summary>All that is wrong with a body, in order of offset; what it allocates on the stack is added to the plan.</summary>
    internal IReadOnlyList<Diagnostic> Verify(TypeModel owner, MethodModel method, List<StackAllocation> allocations)
    {
        _method = method;
        _diagnostics.Clear();
        _reported.Clear();
        if (Rules.Origin == ImageOrigin.Rewriter && method.Body is { InitLocals: false, Locals.IsEmpty: false })
        {
            // A span without an initial value has a length of whatever was on the stack.
            Report(0, FlowRules.UninitializedLocals, "the locals do not start as zero");
            return [.. _diagnostics];
        }

        _state.Enter(owner, method);
        if (!FindBlocks())
        {
            return [.. _diagnostics];
        }

        _steps = ((long)_state.Instructions.Length * MaxVisits) + 10_000;
        do
        {
            _diagnostics.Clear();
            _reported.Clear();
            _state.Allocations.Clear();
            _state.Aliases.Restart();
            Run();
        }
        while (_state.Aliases.HasChanged && _steps > 0);

        if (_steps <= 0)
        {
            Report(0, FlowRules.TooComplex, "too many paths carry different types to the same places");
        }

        if (!_state.Allocations.IsEmpty)
        {
            Finish(allocations);
        }

        return _diagnostics.Count == 0 ? [] : [.. _diagnostics.OrderBy(diagnostic => diagnostic.Location.ILOffset)];
    }

    private void Finish(List<StackAllocation> allocations)
    {
        var plan = _state.Allocations.Finish(_method.Token).ToList();
        if (_diagnostics.Count == 0)
        {
            foreach (var (allocation, fault) in plan.Where(found => found.Fault is not null))
            {
                Report(allocation.Offset, FlowRules.StackAllocation, fault!);
            }
        }

        // Half of a body is not rewritten.
        if (_diagnostics.Count == 0)
        {
            allocations.AddRange(plan.Select(found => found.Allocation));
        }
    }

    /// <summary>
    /// Whether an instruction of the last body that deals with stack memory has not been judged, although nothing is wrong
    /// with the body: control never comes to it.
    /// </summary>
    internal bool IsDeadStackMemory(int offset) => _diagnostics.Count == 0 && !_state.Allocations.IsSeen(offset);

    private bool IsBlockStart(int index) => _starts[index];

    /// <summary>Where blocks begin: at the targets of branches, at protected blocks and handlers, behind the end of a block.</summary>
    private bool FindBlocks()
    {
        var body = _method.Body!;
        var code = _state.Instructions;
        if (code.Length == 0)
        {
            Report(0, FlowRules.ControlFlow, "the body is empty");
            return false;
        }

        Prepare(body.CodeSize + 1, code.Length);
        for (var index = 0; index < code.Length; index++)
        {
            _indexOf[code[index].Offset] = index;
        }

        if (ProtectedBlocks.Of(body, _isInstruction, out var fault) is not { } blocks)
        {
            Report(0, FlowRules.ControlFlow, fault);
            return false;
        }

        _blocks = blocks;
        _starts[0] = true;
        foreach (var region in blocks.Regions)
        {
            if (!MarkBoundary(region.Start) || (region.End < body.CodeSize && !MarkBoundary(region.End)))
            {
                return false;
            }
        }

        for (var index = 0; index < code.Length; index++)
        {
            ref readonly var instruction = ref code[index];
            if (!EndsBlock(instruction.OpCode))
            {
                continue;
            }

            switch (instruction.Operand)
            {
                case BranchTarget target when !Mark(target.Offset, instruction):
                    return false;
                case BranchTarget target when CrashesCompiler(index, target.Offset):
                    Report(instruction.Offset, FlowRules.ControlFlow, "a conditional branch leads to the next instruction, where protected blocks begin inside each other; the runtime's compiler crashes on it");
                    return false;
                case EquatableArray<int> targets:
                    foreach (var offset in targets)
                    {
                        if (!Mark(offset, instruction))
                        {
                            return false;
                        }
                    }

                    break;
            }

            if (index + 1 < code.Length)
            {
                _starts[index + 1] = true;
            }
        }

        FindRegions(code.Length);
        return true;

        bool Mark(int offset, in Instruction instruction)
        {
            if (offset < 0 || offset >= body.CodeSize || _indexOf[offset] < 0)
            {
                Report(instruction.Offset, FlowRules.ControlFlow, "the branch does not lead to an instruction");
                return false;
            }

            if (IsBehindPrefix(_indexOf[offset]))
            {
                Report(instruction.Offset, FlowRules.ControlFlow, "the branch leads between a prefix and its instruction");
                return false;
            }

            _starts[_indexOf[offset]] = true;
            return true;
        }

        bool MarkBoundary(int offset)
        {
            if (IsBehindPrefix(_indexOf[offset]))
            {
                Report(offset, FlowRules.ControlFlow, "a block begins or ends between a prefix and its instruction");
                return false;
            }

            _starts[_indexOf[offset]] = true;
            return true;
        }

        // Also where nothing leads to the prefix: with its prefixes it is one instruction (III.1.7.2).
        bool IsBehindPrefix(int index) => index > 0 && IsPrefix(code[index - 1].OpCode);
    }

    /// <summary>
    /// Whether both ways of a branch lead to where two protected blocks begin. Measured on .NET 10.0.12: the JIT then reads
    /// through a null pointer, which ends the process. Compilers write no such branch.
    /// </summary>
    private bool CrashesCompiler(int index, int target) =>
        target == EndOf(index)
        && _state.Instructions[index].OpCode is not (ILOpCode.Br or ILOpCode.Br_s or ILOpCode.Leave or ILOpCode.Leave_s)
        && _blocks.Regions.Count(region => region.Kind == RegionKind.Try && region.Start == target) > 1;

    /// <summary>The offset behind an instruction.</summary>
    private int EndOf(int index) =>
        index + 1 < _state.Instructions.Length ? _state.Instructions[index + 1].Offset : _method.Body!.CodeSize;

    private void Prepare(int codeSize, int count)
    {
        if (_indexOf.Length < codeSize)
        {
            _indexOf = new int[codeSize * 2];
        }

        if (_starts.Length < count)
        {
            _starts = new bool[count * 2];
            _isPending = new bool[count * 2];
            _entries = new Frame?[count * 2];
            _regions = new Region[count * 2];
        }

        Array.Fill(_indexOf, -1, 0, codeSize);
        Array.Clear(_starts, 0, count);
    }

    /// <summary>The innermost region of each instruction; none are kept when the body has no clauses.</summary>
    private void FindRegions(int count)
    {
        if (_blocks.Regions.Count == 0)
        {
            return;
        }

        Array.Fill(_regions, _blocks.Method, 0, count);
        foreach (var region in _blocks.Regions)
        {
            // Outer regions come before inner ones, so that the inner overwrite them.
            var end = region.End < _method.Body!.CodeSize ? _indexOf[region.End] : count;
            Array.Fill(_regions, region, _indexOf[region.Start], end - _indexOf[region.Start]);
        }
    }

    private Region RegionOf(int index) => _blocks.Regions.Count == 0 ? _blocks.Method : _regions[index];

    private void Run()
    {
        var count = _state.Instructions.Length;
        Array.Clear(_entries, 0, count);
        Array.Clear(_isPending, 0, count);
        _pending.Clear();
        Enqueue(0, _state.Entry());
        if (RegionOf(0).Kind is not (RegionKind.Method or RegionKind.Try))
        {
            Report(0, FlowRules.ControlFlow, "the body begins in a handler");
            return;
        }

        while (_steps > 0 && _pending.TryDequeue(out var block, out _))
        {
            _isPending[block] = false;
            RunBlock(block);
        }
    }

    private void Enqueue(int index, Frame frame)
    {
        _entries[index] = frame;
        if (!_isPending[index])
        {
            _isPending[index] = true;
            _pending.Enqueue(index, index);
        }
    }

    private void RunBlock(int start)
    {
        var code = _state.Instructions;
        var region = RegionOf(start);
        _state.Load(_entries[start]!);
        _state.IsOutOfOrder = IsOutOfOrder(region);
        FlowToHandlers(start, region);
        for (var index = start; index < code.Length; index++)
        {
            if (index > start && _starts[index])
            {
                if (_state.Prefixes.Any)
                {
                    _state.Fail(FlowRules.Prefix, "control can come between the prefix and its instruction");
                    ReportFault(index - 1);
                    return;
                }

                Flow(index - 1, region, index);
                return;
            }

            _state.Index = index;
            _steps--;
            var next = Step(code[index], region);
            if (_state.Fault is not null)
            {
                ReportFault(index);
                return;
            }

            if (_state.IsStateChanged)
            {
                _state.IsStateChanged = false;
                FlowToHandlers(index, region);
            }

            if (next == Next.Stop)
            {
                return;
            }

            index += next == Next.SkipTwo ? 2 : 0;
        }

        _state.Fail(FlowRules.ControlFlow, "control falls off the end of the method");
        ReportFault(code.Length - 1);
    }

    /// <summary>What follows an instruction.</summary>
    private enum Next
    {
        Continue,
        SkipTwo,
        Stop,
    }

    private Next Step(in Instruction instruction, Region region)
    {
        if (IsPrefix(instruction.OpCode))
        {
            Prefix(instruction);
            return Next.Continue;
        }

        if (_state.Prefixes.Any)
        {
            PrefixRules.Check(_state, instruction, region);
        }

        var next = StepFlow(instruction, region);
        _state.Prefixes.Clear();
        return next;
    }

    private Next StepFlow(in Instruction instruction, Region region)
    {
        var index = _state.Index;
        switch (instruction.OpCode)
        {
            case ILOpCode.Nop:
            case ILOpCode.Break:
                return Next.Continue;
            case ILOpCode.Br or ILOpCode.Br_s:
                FlowTo(index, region, instruction);
                return Next.Stop;
            case ILOpCode.Brtrue or ILOpCode.Brtrue_s or ILOpCode.Brfalse or ILOpCode.Brfalse_s:
                Arithmetic.Condition(_state);
                FlowTo(index, region, instruction);
                return Next.Continue;
            case ILOpCode.Beq or ILOpCode.Beq_s or ILOpCode.Bne_un or ILOpCode.Bne_un_s:
                Arithmetic.Compare(_state, isEquality: true, isGreaterUnsigned: false);
                FlowTo(index, region, instruction);
                return Next.Continue;
            case ILOpCode.Bge or ILOpCode.Bge_s or ILOpCode.Bge_un or ILOpCode.Bge_un_s or ILOpCode.Bgt or ILOpCode.Bgt_s
                or ILOpCode.Ble or ILOpCode.Ble_s or ILOpCode.Ble_un or ILOpCode.Ble_un_s
                or ILOpCode.Blt or ILOpCode.Blt_s or ILOpCode.Blt_un or ILOpCode.Blt_un_s:
                Arithmetic.Compare(_state, isEquality: false, isGreaterUnsigned: false);
                FlowTo(index, region, instruction);
                return Next.Continue;
            case ILOpCode.Bgt_un or ILOpCode.Bgt_un_s:
                Arithmetic.Compare(_state, isEquality: false, isGreaterUnsigned: true);
                FlowTo(index, region, instruction);
                return Next.Continue;
            case ILOpCode.Switch:
                _state.Pop(StackKind.Int32, "int32");
                FlowTo(index, region, instruction);
                return Next.Continue;
            case ILOpCode.Leave or ILOpCode.Leave_s:
                Leave(index, region, instruction);
                return Next.Stop;
            case ILOpCode.Ret:
                if (region.Kind != RegionKind.Method)
                {
                    _state.Fail(FlowRules.ControlFlow, "ret stands in a protected block or handler");
                }
                else
                {
                    Calls.Return(_state);
                }

                return Next.Stop;
            case ILOpCode.Throw:
                Objects.Throw(_state);
                return Next.Stop;
            case ILOpCode.Rethrow:
                RequireRethrow(region);
                return Next.Stop;
            case ILOpCode.Endfinally:
                Require(region.Kind is RegionKind.Finally or RegionKind.Fault, "endfinally stands outside of a finally or fault handler");
                return Next.Stop;
            case ILOpCode.Endfilter:
                EndFilter(region);
                return Next.Stop;
            case ILOpCode.Localloc when IsInHandler(region):
                _state.Fail(FlowRules.StackAllocation, "localloc stands in a handler or filter (ECMA-335 III.3.47)");
                return Next.Stop;
            case ILOpCode.Ldsflda when StartsDataSpan(index):
                DataSpan(index);
                return Next.SkipTwo;
            default:
                InstructionTable.Run(_state, instruction);
                return Next.Continue;
        }
    }

    private void Prefix(in Instruction instruction)
    {
        var prefixes = _state.Prefixes;
        switch (instruction.OpCode)
        {
            case ILOpCode.Constrained:
                prefixes.Constrained = _state.TypeOperand();
                break;
            case ILOpCode.Readonly:
                prefixes.IsReadOnly = true;
                break;
            case ILOpCode.Tail:
                prefixes.IsTail = true;
                break;
            case ILOpCode.Volatile:
                prefixes.IsVolatile = true;
                break;
            case ILOpCode.Unaligned:
                prefixes.IsUnaligned = true;
                if (instruction.Operand is not (1 or 2 or 4))
                {
                    _state.Fail(FlowRules.Prefix, "unaligned. takes 1, 2 or 4");
                }

                break;
            default:
                _state.Fail(FlowRules.Prefix, "the prefix is not known");
                break;
        }
    }

    private void FlowTo(int index, Region region, in Instruction instruction)
    {
        if (_state.Fault is not null)
        {
            return;
        }

        if (instruction.Operand is BranchTarget target)
        {
            Flow(index, region, _indexOf[target.Offset]);
            return;
        }

        // One frame for all: a switch may have a hundred thousand targets.
        var frame = _state.Snapshot();
        foreach (var offset in (EquatableArray<int>)instruction.Operand!)
        {
            Flow(index, region, _indexOf[offset], frame);
            if (_state.Fault is not null || _steps <= 0)
            {
                return;
            }
        }
    }

    /// <summary>Control goes on at an instruction of the same block, or enters protected blocks at their start.</summary>
    private void Flow(int from, Region region, int to, Frame? frame = null)
    {
        var target = RegionOf(to);
        var offset = _state.Instructions[to].Offset;
        if (!ProtectedBlocks.CanBranch(region, target, offset))
        {
            _state.Fail(FlowRules.ControlFlow, $"control goes from one block into the middle of another, or leaves it, at IL_{offset:X4}");
            ReportFault(from);
            return;
        }

        if (target.Kind == RegionKind.Try && target.Start == offset && _state.Depth != 0)
        {
            _state.Fail(FlowRules.StackDepth, "the stack is not empty where a protected block begins");
            ReportFault(from);
            return;
        }

        if (to <= from && _state.Depth != 0 && _entries[to] is null)
        {
            _state.Fail(FlowRules.StackDepth, "a branch leads back, with values on the stack, to where no path has come from above");
            ReportFault(from);
            return;
        }

        Join(from, to, frame ?? _state.Snapshot());
    }

    private void Join(int from, int to, Frame frame)
    {
        // A merge is work as well: many blocks inside many handlers make more of it than there are instructions.
        var size = frame.Stack.Length + frame.Slots.Length;
        _steps -= 1 + (size / 8);
        if (_entries[to] is not { } known)
        {
            _steps -= size / 2; // For the memory that it keeps.
            Enqueue(to, frame);
            return;
        }

        if (known.Stack.Length != frame.Stack.Length)
        {
            _state.Fail(
                FlowRules.StackDepth,
                $"{frame.Stack.Length} values are on the stack where another path comes with {known.Stack.Length} (IL_{_state.Instructions[to].Offset:X4})");
            ReportFault(from);
            return;
        }

        ForgetDifferentSlots(known, frame);
        if (known.Merge(frame, _state.Types, out var fault) is not { } merged)
        {
            _state.Fail(
                FlowRules.Merge,
                $"{frame.Stack[fault]} meets {known.Stack[fault]} (IL_{_state.Instructions[to].Offset:X4})");
            ReportFault(from);
        }
        else if (!ReferenceEquals(merged, known))
        {
            Enqueue(to, merged);
        }
    }

    private void ForgetDifferentSlots(Frame left, Frame right)
    {
        for (var index = 0; index < left.Stack.Length; index++)
        {
            if (left.Stack[index].Slot != right.Stack[index].Slot)
            {
                _state.ForgetSlot(left.Stack[index]);
                _state.ForgetSlot(right.Stack[index]);
            }
        }
    }

    /// <summary>An exception can come at any instruction: the handlers see every state that slots have in the protected block.</summary>
    private void FlowToHandlers(int from, Region region)
    {
        for (var current = region; current is not null; current = current.Parent)
        {
            if (current.Kind != RegionKind.Try)
            {
                continue;
            }

            foreach (var handler in current.Handlers)
            {
                if (_steps <= 0)
                {
                    return;
                }

                // The handler behind a filter runs when the filter says so, in the state of the protected block or of the filter.
                var entry = _indexOf[handler.Start];
                if (handler.Caught is null)
                {
                    Join(from, entry, _state.Snapshot(null));
                }
                else if (Caught(handler) is { } caught)
                {
                    Join(from, entry, _state.Snapshot(caught));
                }
            }
        }
    }

    private VerificationType? Caught(Region handler)
    {
        var type = _state.Members.Type(handler.Caught!);
        if (!_state.IsUsable(type) || !Objects.CanBeThrown(type, _state.Types))
        {
            _state.Fail(FlowRules.WrongType, $"{type} cannot be caught");
            ReportFault(_indexOf[handler.Start]);
            return null;
        }

        return VerificationType.Object(type);
    }

    private void Leave(int index, Region region, in Instruction instruction)
    {
        var to = _indexOf[((BranchTarget)instruction.Operand!).Offset];
        var offset = _state.Instructions[to].Offset;
        _state.ClearStack();
        if (!ProtectedBlocks.CanLeave(region, RegionOf(to), offset))
        {
            _state.Fail(FlowRules.ControlFlow, "leave does not go from a protected block or catch handler to a block around it");
            return;
        }

        Join(index, to, _state.Snapshot());
    }

    private void EndFilter(Region region)
    {
        _state.Pop(StackKind.Int32, "int32");
        Require(
            region.Kind == RegionKind.Filter && EndOf(_state.Index) == region.End,
            "endfilter does not stand at the end of a filter");
        if (_state.Fault is null && _state.Depth != 0)
        {
            _state.Fail(FlowRules.StackDepth, "values are left on the stack at endfilter");
        }
    }

    private void RequireRethrow(Region region)
    {
        var current = region;
        while (current is { Kind: RegionKind.Try })
        {
            current = current.Parent;
        }

        Require(current is { Kind: RegionKind.Catch }, "rethrow stands outside of a catch handler");
    }

    private void Require(bool condition, string fault)
    {
        if (!condition)
        {
            _state.Fail(FlowRules.ControlFlow, fault);
        }
    }

    /// <summary>A constant span of bytes, whose three instructions the rewriter replaces by a checked shim.</summary>
    private bool StartsDataSpan(int index) =>
        Rules.Origin == ImageOrigin.Guest
        && CompilerIdioms.IsDataSpan(_method.Body!.Instructions, index, Rules)
        && !_starts[index + 1] && !_starts[index + 2];

    private void DataSpan(int index)
    {
        var constructor = _state.Instructions[index + 2];
        var span = _state.Members.Type(((MethodReference)constructor.Operand!).DeclaringType);
        if (constructor.OpCode == ILOpCode.Newobj)
        {
            _state.Push(span);
            return;
        }

        var target = _state.PopReference(span, forWriting: true);
        _state.StoreContents(target, Lifetime.Caller, isWhole: true);
    }

    private static bool IsInHandler(Region region) =>
        region.Kind is RegionKind.Catch || IsOutOfOrder(region) || (region.Parent is { } parent && IsInHandler(parent));

    private static bool IsOutOfOrder(Region region)
    {
        for (var current = region; current is not null; current = current.Parent)
        {
            if (current.Kind is RegionKind.Filter or RegionKind.Finally or RegionKind.Fault)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsPrefix(ILOpCode code) =>
        code is ILOpCode.Constrained or ILOpCode.Readonly or ILOpCode.Tail or ILOpCode.Volatile or ILOpCode.Unaligned || (int)code == 0xFE19;

    /// <summary>Whether control does not, or not always, go on to the next instruction.</summary>
    private static bool EndsBlock(ILOpCode code) => code switch
    {
        >= ILOpCode.Br_s and <= ILOpCode.Switch => true,
        ILOpCode.Ret or ILOpCode.Throw or ILOpCode.Rethrow or ILOpCode.Leave or ILOpCode.Leave_s => true,
        ILOpCode.Endfinally or ILOpCode.Endfilter or ILOpCode.Jmp => true,
        _ => false,
    };

    private void ReportFault(int index)
    {
        if (_state.Fault is var (rule, message))
        {
            Report(_state.Instructions[index].Offset, rule, message);
        }
    }

    private void Report(int offset, DiagnosticDescriptor rule, string message)
    {
        if (_reported.Add((offset, rule.Id)))
        {
            _diagnostics.Add(rule.At(Rules.At(_method, offset), $"{_method.Name} at IL_{offset:X4}: {message}."));
        }
    }
}
