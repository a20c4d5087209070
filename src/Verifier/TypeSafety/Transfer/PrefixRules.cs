using System.Reflection.Metadata;
using RExecIL.Verifier.Metadata;
using RExecIL.Verifier.Rules;

namespace RExecIL.Verifier.TypeSafety.Transfer;

/// <summary>Which instructions a prefix may stand before (ECMA-335 III.2).</summary>
internal static class PrefixRules
{
    internal static void Check(Evaluation state, Instruction instruction, Region region)
    {
        var prefixes = state.Prefixes;
        var code = instruction.OpCode;
        if (prefixes.Constrained is not null && code is not (ILOpCode.Callvirt or ILOpCode.Call or ILOpCode.Ldftn))
        {
            Fail("constrained.");
        }

        if (prefixes.IsReadOnly && code != ILOpCode.Ldelema && !(code is ILOpCode.Call or ILOpCode.Callvirt && IsArrayAddress(instruction)))
        {
            Fail("readonly.");
        }

        if ((prefixes.IsVolatile || prefixes.IsUnaligned) && !IsAccess(code)
            && !(prefixes.IsVolatile && code is ILOpCode.Ldsfld or ILOpCode.Stsfld))
        {
            Fail(prefixes.IsVolatile ? "volatile." : "unaligned.");
        }

        if (prefixes.IsTail)
        {
            CheckTail(state, instruction, region);
        }

        void Fail(string prefix) => state.Fail(FlowRules.Prefix, $"{prefix} stands before {code.ToString().ToLowerInvariant()}");
    }

    private static bool IsAccess(ILOpCode code) => code is
        (>= ILOpCode.Ldind_i1 and <= ILOpCode.Stind_r8) or ILOpCode.Stind_i
        or ILOpCode.Ldfld or ILOpCode.Stfld or ILOpCode.Ldobj or ILOpCode.Stobj or ILOpCode.Initblk or ILOpCode.Cpblk;

    private static bool IsArrayAddress(Instruction instruction) =>
        instruction.Operand is MethodReference { DeclaringType: ArraySignature, Name: "Address" };

    /// <summary>
    /// <c>tail.</c> (III.2.4): the frame is gone when the callee runs, so nothing may refer to it. The rewriter takes the
    /// prefix away.
    /// </summary>
    private static void CheckTail(Evaluation state, Instruction instruction, Region region)
    {
        if (instruction.OpCode is not (ILOpCode.Call or ILOpCode.Callvirt) || instruction.Operand is not MethodReference reference
            || state.Rules.Origin == ImageOrigin.Rewriter)
        {
            state.Fail(FlowRules.Prefix, $"tail. stands before {instruction.OpCode.ToString().ToLowerInvariant()}");
            return;
        }

        if (region.Kind != RegionKind.Method || state.Index + 1 >= state.Instructions.Length
            || state.Instructions[state.Index + 1].OpCode != ILOpCode.Ret)
        {
            state.Fail(FlowRules.Prefix, "tail. stands before a call that ret does not follow");
            return;
        }

        if (state.Members.Method(reference) is not { } target)
        {
            return; // The call itself says what is wrong.
        }

        if (target.Parameters.Any(parameter => parameter.Type.HasLifetime)
            || (!target.IsStatic && (target.DefiningType.IsValueType || state.Prefixes.Constrained is not null)))
        {
            state.Fail(FlowRules.Prefix, "tail. stands before a call that is given references");
        }
        else if (target.Parameters.Length + (target.IsStatic ? 0 : 1) != state.Depth)
        {
            state.Fail(FlowRules.StackDepth, "values are left on the stack at a tail call");
        }
    }
}
