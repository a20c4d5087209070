using System.Reflection.Metadata;
using RExecIL.Verifier.Metadata;
using RExecIL.Verifier.Rules;
using TypeReference = RExecIL.Verifier.Metadata.TypeReference;

namespace RExecIL.Verifier.TypeSafety.Transfer;

/// <summary>
/// <c>localloc</c> as C# writes it for <c>stackalloc</c> in safe code (ECMA-335 III.3.47): the address becomes a span, and
/// before that its elements may be stored or filled. The rewriter replaces all of it by a checked array.
/// </summary>
/// <remarks>
/// <code>
/// n; conv.u; [size | sizeof T; mul.ovf.un]; localloc;                    allocates
/// [dup; [position; add]; value; stind | stobj]                          stores an element
/// [dup; data; n; cpblk] [dup; byte; n; initblk]                         fills it
/// n; newobj Span&lt;T&gt;(void*, int32)                                      ends it
/// </code>
/// What is on the stack says what the address is, on all paths. Sizes are read from the instructions before: compilers
/// write them in one piece. The rewritten code checks them all again.
/// </remarks>
internal static class StackMemory
{
    /// <summary><c>localloc</c> in the guest's bytes; what the rewriter writes has none.</summary>
    internal static void Allocate(Evaluation state)
    {
        state.Allocations.See(Offset(state));
        state.PopIndex();
        if (state.Fault is not null)
        {
            return;
        }

        if (state.Rules.Origin != ImageOrigin.Guest)
        {
            state.Fail(FlowRules.StackAllocation, "the rewritten code allocates memory on the stack");
        }
        else if (state.Depth != 0)
        {
            state.Fail(FlowRules.StackAllocation, "localloc stands where other values are on the stack");
        }
        else if (SizeBefore(state) is not { } size)
        {
            state.Fail(FlowRules.StackAllocation, "the size is neither a constant nor the number of elements times their size");
        }
        else if (state.Allocations.Begin(Offset(state), size) is not { } allocation)
        {
            state.Fail(FlowRules.TooComplex, "the method allocates stack memory in too many places");
        }
        else
        {
            state.Push(VerificationType.StackPointer(allocation));
        }
    }

    /// <summary><c>dup</c> of the address.</summary>
    internal static void Duplicate(Evaluation state, in VerificationType pointer)
    {
        if (pointer.Copy is not null)
        {
            state.Fail(FlowRules.StackAllocation, "the address of one element is used twice");
            return;
        }

        state.Push(pointer);
        state.Push(VerificationType.StackPointer(pointer.Slot, state.Allocations.CopyOf(pointer.Slot, Offset(state)), isAdvanced: false));
    }

    /// <summary><c>add</c> of a distance to a copy of the address.</summary>
    internal static void Advance(Evaluation state, in VerificationType pointer)
    {
        if (pointer.Copy is not { } copy || pointer.Traits.HasFlag(Traits.Advanced) || DistanceBefore(state) is not { } distance)
        {
            state.Fail(FlowRules.StackAllocation, "the address of stack memory is moved by what is not the place of an element");
        }
        else if (!state.Allocations.Advance(pointer.Slot, copy, Offset(state), distance))
        {
            FailTwoUses(state);
        }
        else
        {
            state.Push(VerificationType.StackPointer(pointer.Slot, copy, isAdvanced: true));
        }
    }

    /// <summary><c>stind</c> or <c>stobj</c> through the address of an element.</summary>
    internal static void Store(Evaluation state, in VerificationType pointer, InternedType type)
    {
        if (state.Fault is not null)
        {
            return;
        }

        if (pointer.Copy is not { } copy)
        {
            state.Fail(FlowRules.StackAllocation, "the address of stack memory is used up by a store");
        }
        else if (!state.Allocations.Store(pointer.Slot, copy, type, pointer.Traits.HasFlag(Traits.Advanced)))
        {
            FailTwoUses(state);
        }
    }

    /// <summary><c>cpblk</c> from a field of initial data, and <c>initblk</c>.</summary>
    internal static void Fill(Evaluation state, ILOpCode code)
    {
        state.Pop(StackKind.Int32, "int32");
        var source = state.Pop();
        var pointer = state.Pop();
        if (state.Fault is not null)
        {
            return;
        }

        if (pointer.Kind != StackKind.StackPointer || state.Rules.Origin != ImageOrigin.Guest)
        {
            state.Fail(UnverifiableOpCodeCheck.Unverifiable, $"{code.ToString().ToLowerInvariant()} writes memory without bounds");
            return;
        }

        state.Allocations.See(Offset(state));
        var isFilled = code == ILOpCode.Cpblk
            ? source.Kind == StackKind.Reference && CompilerIdioms.DataOfCopy(state.Instructions, state.Index, state.Rules) is { } data
                && IsStraight(state, data.Start + 1) && SizeOf(state, data.Field) >= data.Size
            : source.Kind == StackKind.Int32;
        if (!isFilled || pointer.Copy is not { } copy || pointer.Traits.HasFlag(Traits.Advanced) || CompilerIdioms.SizeOfFill(state.Instructions, state.Index) is not { } size)
        {
            state.Fail(FlowRules.StackAllocation, "stack memory is filled from what is no initial data of that size");
        }
        else if (!state.Allocations.Fill(
            pointer.Slot, copy, Offset(state), code == ILOpCode.Cpblk ? StackAllocationUseKind.Fill : StackAllocationUseKind.Repeat, size))
        {
            FailTwoUses(state);
        }
    }

    /// <summary><c>newobj Span&lt;T&gt;(void*, int)</c>; false for every other constructor.</summary>
    internal static bool MakesSpan(Evaluation state, CallTarget target)
    {
        if (!CompilerIdioms.IsPointerSpanConstructor(target.Reference))
        {
            return false;
        }

        state.Allocations.See(Offset(state));
        state.Pop(StackKind.Int32, "int32");
        var pointer = state.Pop();
        if (state.Fault is null && (pointer.Kind != StackKind.StackPointer || state.Rules.Origin != ImageOrigin.Guest))
        {
            state.WrongType("the address of stack memory", pointer);
        }
        else if (state.Fault is null && (pointer.Copy is not null || LengthBefore(state) is null))
        {
            state.Fail(FlowRules.StackAllocation, "a span is made of one element, or of a length that is not the memory's");
        }

        Calls.CheckAccess(state, target, null);
        if (state.Fault is null)
        {
            var isReadOnly = target.DeclaringType.Definition!.Identity.Name == "ReadOnlySpan`1";
            state.Allocations.MakeSpan(pointer.Slot, target.DeclaringType.Arguments[0], isReadOnly, Offset(state), LengthBefore(state)!.Value);

            // On the heap after rewriting; but what the compiler holds to be local stays so.
            state.Push(target.DeclaringType, Lifetime.Local);
        }

        return true;
    }

    private static int Offset(Evaluation state) => state.Instructions[state.Index].Offset;

    private static void FailTwoUses(Evaluation state) =>
        state.Fail(FlowRules.StackAllocation, "what the address of an element is used for depends on the path");

    /// <summary>Whether control runs straight from before an instruction to the present one.</summary>
    private static bool IsStraight(Evaluation state, int from)
    {
        for (var index = from; index <= state.Index; index++)
        {
            if (state.IsBlockStart(index))
            {
                return false;
            }
        }

        return true;
    }

    private static StackAmount? SizeBefore(Evaluation state)
    {
        var (code, index) = (state.Instructions, state.Index);
        var (last, unit) = (index - 1, new StackAmount(1));
        if (index >= 3 && code[index - 1].OpCode == ILOpCode.Mul_ovf_un && Times(state, code[index - 2], 1) is { } element)
        {
            (last, unit) = (index - 3, element);
        }

        if (last < 1 || code[last].OpCode != ILOpCode.Conv_u || !IsStraight(state, last))
        {
            return null;
        }

        return CompilerIdioms.Constant(code[last - 1]) is { } count
            ? count >= 0 ? unit with { Count = unit.Count * count } : null
            : VariableAt(state, last - 1) is { } variable ? unit with { Variable = variable } : null;
    }

    private static StackAmount? DistanceBefore(Evaluation state)
    {
        var (code, index) = (state.Instructions, state.Index);
        if (index >= 1 && IsStraight(state, index) && Times(state, code[index - 1], 1) is { } direct)
        {
            return direct;
        }

        return index >= 4 && code[index - 1].OpCode == ILOpCode.Mul && code[index - 3].OpCode == ILOpCode.Conv_i && IsStraight(state, index - 3)
            && CompilerIdioms.Constant(code[index - 4]) is { } position
                ? Times(state, code[index - 2], position)
                : null;
    }

    /// <summary>So many times what an <c>ldc.i4</c> or <c>sizeof</c> pushes.</summary>
    private static StackAmount? Times(Evaluation state, in Instruction instruction, int count) =>
        instruction.OpCode == ILOpCode.Sizeof ? new StackAmount(count, state.Members.Type(((TypeReference)instruction.Operand!).Type))
        : CompilerIdioms.Constant(instruction) is { } bytes ? new StackAmount((long)bytes * count)
        : null;

    /// <summary>The length of the span: a constant, or the local that the size was computed of, with nothing in between.</summary>
    private static StackAmount? LengthBefore(Evaluation state)
    {
        var (code, index) = (state.Instructions, state.Index);
        if (index < 1 || !IsStraight(state, index))
        {
            return null;
        }

        if (CompilerIdioms.Constant(code[index - 1]) is { } length)
        {
            return new StackAmount(length);
        }

        var start = index - (code[index - 1].OpCode == ILOpCode.Ldfld ? 2 : 1);
        return start >= 1 && code[start - 1].OpCode == ILOpCode.Localloc && IsStraight(state, start) && VariableAt(state, index - 1) is { } variable
            ? new StackAmount(1, Variable: variable)
            : null;
    }

    /// <summary>The variable that the instructions up to one load: a local, or <c>ldarg.0; ldfld</c>.</summary>
    private static int? VariableAt(Evaluation state, int index)
    {
        var code = state.Instructions;
        if (code[index] is { OpCode: ILOpCode.Ldfld, Operand: FieldReference field })
        {
            return index >= 1 && code[index - 1].OpCode == ILOpCode.Ldarg_0 && !state.IsBlockStart(index) ? ~field.Token : null;
        }

        return CompilerIdioms.LoadedLocal(code[index]);
    }

    /// <summary>How many bytes of initial data a field has.</summary>
    private static int SizeOf(Evaluation state, FieldReference field) => state.Members.Field(field) is { } target
        ? target.Type.FixedSize ?? target.Type.Definition?.ClassSize ?? 0
        : 0;
}
