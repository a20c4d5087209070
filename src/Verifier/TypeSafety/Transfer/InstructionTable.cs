using System.Reflection.Metadata;
using RExecIL.Verifier.Metadata;

namespace RExecIL.Verifier.TypeSafety.Transfer;

/// <summary>Which code runs an instruction that does not branch. What is not listed is refused.</summary>
internal static class InstructionTable
{
    internal static void Run(Evaluation state, in Instruction instruction)
    {
        switch (instruction.OpCode)
        {
            case >= ILOpCode.Ldarg_0 and <= ILOpCode.Ldarg_3:
                Loads.Argument(state, instruction.OpCode - ILOpCode.Ldarg_0);
                break;
            case ILOpCode.Ldarg or ILOpCode.Ldarg_s:
                Loads.Argument(state, (int)instruction.Operand!);
                break;
            case >= ILOpCode.Ldloc_0 and <= ILOpCode.Ldloc_3:
                Loads.Local(state, instruction.OpCode - ILOpCode.Ldloc_0);
                break;
            case ILOpCode.Ldloc or ILOpCode.Ldloc_s:
                Loads.Local(state, (int)instruction.Operand!);
                break;
            case >= ILOpCode.Stloc_0 and <= ILOpCode.Stloc_3:
                Loads.StoreLocal(state, instruction.OpCode - ILOpCode.Stloc_0);
                break;
            case ILOpCode.Stloc or ILOpCode.Stloc_s:
                Loads.StoreLocal(state, (int)instruction.Operand!);
                break;
            case ILOpCode.Starg or ILOpCode.Starg_s:
                Loads.StoreArgument(state, (int)instruction.Operand!);
                break;
            case ILOpCode.Ldarga or ILOpCode.Ldarga_s:
                Loads.ArgumentAddress(state, (int)instruction.Operand!);
                break;
            case ILOpCode.Ldloca or ILOpCode.Ldloca_s:
                Loads.LocalAddress(state, (int)instruction.Operand!);
                break;
            case ILOpCode.Ldnull:
                state.Push(VerificationType.Null);
                break;
            case >= ILOpCode.Ldc_i4_m1 and <= ILOpCode.Ldc_i4:
                state.Push(VerificationType.Int32);
                break;
            case ILOpCode.Ldc_i8:
                state.Push(VerificationType.Int64);
                break;
            case ILOpCode.Ldc_r4 or ILOpCode.Ldc_r8:
                state.Push(VerificationType.Float);
                break;
            case ILOpCode.Ldstr:
                state.Push(VerificationType.Object(state.Types.String));
                break;
            case ILOpCode.Dup:
                Loads.Duplicate(state);
                break;
            case ILOpCode.Pop:
                state.Pop();
                break;
            case ILOpCode.Ldtoken:
                Loads.Token(state);
                break;
            case ILOpCode.Sizeof:
                if (state.TypeOperand() is not null)
                {
                    state.Push(VerificationType.Int32);
                }

                break;
            case ILOpCode.Localloc:
                StackMemory.Allocate(state);
                break;
            case ILOpCode.Cpblk or ILOpCode.Initblk:
                StackMemory.Fill(state, instruction.OpCode);
                break;
            default:
                if (!RunOnNumbers(state, instruction) && !RunOnObjects(state, instruction) && !RunOnArrays(state, instruction))
                {
                    state.Fail(
                        UnverifiableOpCodeCheck.Unverifiable,
                        $"{instruction.OpCode.ToString().ToLowerInvariant()} is never verifiable");
                }

                break;
        }
    }

    private static bool RunOnNumbers(Evaluation state, in Instruction instruction)
    {
        switch (instruction.OpCode)
        {
            case ILOpCode.Add or ILOpCode.Sub or ILOpCode.Mul or ILOpCode.Div or ILOpCode.Rem:
                Arithmetic.Binary(state, allowsFloat: true);
                break;
            case ILOpCode.Div_un or ILOpCode.Rem_un or ILOpCode.And or ILOpCode.Or or ILOpCode.Xor
                or ILOpCode.Add_ovf or ILOpCode.Add_ovf_un or ILOpCode.Sub_ovf or ILOpCode.Sub_ovf_un or ILOpCode.Mul_ovf or ILOpCode.Mul_ovf_un:
                Arithmetic.Binary(state, allowsFloat: false);
                break;
            case ILOpCode.Shl or ILOpCode.Shr or ILOpCode.Shr_un:
                Arithmetic.Shift(state);
                break;
            case ILOpCode.Neg:
                Arithmetic.Unary(state, allowsFloat: true);
                break;
            case ILOpCode.Not:
                Arithmetic.Unary(state, allowsFloat: false);
                break;
            case ILOpCode.Ckfinite:
                Arithmetic.CheckFinite(state);
                break;
            case ILOpCode.Ceq:
                Compare(isEquality: true, isGreaterUnsigned: false);
                break;
            case ILOpCode.Cgt or ILOpCode.Clt or ILOpCode.Clt_un:
                Compare(isEquality: false, isGreaterUnsigned: false);
                break;
            case ILOpCode.Cgt_un:
                Compare(isEquality: false, isGreaterUnsigned: true);
                break;
            case ILOpCode.Conv_i1 or ILOpCode.Conv_i2 or ILOpCode.Conv_i4 or ILOpCode.Conv_u1 or ILOpCode.Conv_u2 or ILOpCode.Conv_u4
                or ILOpCode.Conv_ovf_i1 or ILOpCode.Conv_ovf_i2 or ILOpCode.Conv_ovf_i4 or ILOpCode.Conv_ovf_u1 or ILOpCode.Conv_ovf_u2 or ILOpCode.Conv_ovf_u4
                or ILOpCode.Conv_ovf_i1_un or ILOpCode.Conv_ovf_i2_un or ILOpCode.Conv_ovf_i4_un
                or ILOpCode.Conv_ovf_u1_un or ILOpCode.Conv_ovf_u2_un or ILOpCode.Conv_ovf_u4_un:
                Arithmetic.Convert(state, StackKind.Int32);
                break;
            case ILOpCode.Conv_i8 or ILOpCode.Conv_u8 or ILOpCode.Conv_ovf_i8 or ILOpCode.Conv_ovf_u8 or ILOpCode.Conv_ovf_i8_un or ILOpCode.Conv_ovf_u8_un:
                Arithmetic.Convert(state, StackKind.Int64);
                break;
            case ILOpCode.Conv_i or ILOpCode.Conv_u or ILOpCode.Conv_ovf_i or ILOpCode.Conv_ovf_u or ILOpCode.Conv_ovf_i_un or ILOpCode.Conv_ovf_u_un:
                Arithmetic.Convert(state, StackKind.NativeInt);
                break;
            case ILOpCode.Conv_r4 or ILOpCode.Conv_r8:
                Arithmetic.Convert(state, StackKind.Float);
                break;
            case ILOpCode.Conv_r_un:
                Arithmetic.Convert(state, StackKind.Float, fromIntegerOnly: true);
                break;
            default:
                return false;
        }

        return true;

        void Compare(bool isEquality, bool isGreaterUnsigned)
        {
            Arithmetic.Compare(state, isEquality, isGreaterUnsigned);
            state.Push(VerificationType.Int32);
        }
    }

    private static bool RunOnObjects(Evaluation state, in Instruction instruction)
    {
        switch (instruction.OpCode)
        {
            case ILOpCode.Call:
                Calls.Call(state, isVirtual: false);
                break;
            case ILOpCode.Callvirt:
                Calls.Call(state, isVirtual: true);
                break;
            case ILOpCode.Newobj:
                Calls.New(state);
                break;
            case ILOpCode.Ldftn:
                Delegates.LoadPointer(state);
                break;
            case ILOpCode.Ldvirtftn:
                Delegates.LoadVirtualPointer(state);
                break;
            case ILOpCode.Ldfld:
                Fields.Load(state);
                break;
            case ILOpCode.Ldflda:
                Fields.LoadAddress(state);
                break;
            case ILOpCode.Stfld:
                Fields.Store(state);
                break;
            case ILOpCode.Ldsfld:
                Fields.LoadStatic(state);
                break;
            case ILOpCode.Ldsflda:
                Fields.LoadStaticAddress(state);
                break;
            case ILOpCode.Stsfld:
                Fields.StoreStatic(state);
                break;
            case ILOpCode.Castclass or ILOpCode.Isinst:
                Objects.Cast(state);
                break;
            case ILOpCode.Box:
                Objects.Box(state);
                break;
            case ILOpCode.Unbox:
                Objects.Unbox(state);
                break;
            case ILOpCode.Unbox_any:
                Objects.UnboxAny(state);
                break;
            case ILOpCode.Ldobj:
                Indirect.LoadValue(state);
                break;
            case ILOpCode.Stobj:
                Indirect.StoreValue(state);
                break;
            case ILOpCode.Initobj:
                Indirect.Initialize(state);
                break;
            case ILOpCode.Cpobj:
                Indirect.Copy(state);
                break;
            case ILOpCode.Ldind_ref:
                Indirect.LoadObject(state);
                break;
            case ILOpCode.Stind_ref:
                Indirect.StoreObject(state);
                break;
            default:
                return RunOnNumbersIndirectly(state, instruction);
        }

        return true;
    }

    private static bool RunOnNumbersIndirectly(Evaluation state, in Instruction instruction)
    {
        PrimitiveCode? load = instruction.OpCode switch
        {
            ILOpCode.Ldind_i1 or ILOpCode.Ldind_u1 => PrimitiveCode.SByte,
            ILOpCode.Ldind_i2 or ILOpCode.Ldind_u2 => PrimitiveCode.Int16,
            ILOpCode.Ldind_i4 or ILOpCode.Ldind_u4 => PrimitiveCode.Int32,
            ILOpCode.Ldind_i8 => PrimitiveCode.Int64,
            ILOpCode.Ldind_i => PrimitiveCode.IntPtr,
            ILOpCode.Ldind_r4 => PrimitiveCode.Single,
            ILOpCode.Ldind_r8 => PrimitiveCode.Double,
            _ => null,
        };
        if (load is { } loaded)
        {
            Indirect.Load(state, loaded);
            return true;
        }

        PrimitiveCode? store = instruction.OpCode switch
        {
            ILOpCode.Stind_i1 => PrimitiveCode.SByte,
            ILOpCode.Stind_i2 => PrimitiveCode.Int16,
            ILOpCode.Stind_i4 => PrimitiveCode.Int32,
            ILOpCode.Stind_i8 => PrimitiveCode.Int64,
            ILOpCode.Stind_i => PrimitiveCode.IntPtr,
            ILOpCode.Stind_r4 => PrimitiveCode.Single,
            ILOpCode.Stind_r8 => PrimitiveCode.Double,
            _ => null,
        };
        if (store is { } stored)
        {
            Indirect.Store(state, stored);
        }

        return store is not null;
    }

    private static bool RunOnArrays(Evaluation state, in Instruction instruction)
    {
        switch (instruction.OpCode)
        {
            case ILOpCode.Newarr:
                Arrays.New(state);
                break;
            case ILOpCode.Ldlen:
                Arrays.Length(state);
                break;
            case ILOpCode.Ldelema:
                Arrays.Address(state);
                break;
            case ILOpCode.Ldelem:
                Arrays.Load(state);
                break;
            case ILOpCode.Ldelem_ref:
                Arrays.LoadObject(state);
                break;
            case ILOpCode.Stelem:
                Arrays.Store(state);
                break;
            case ILOpCode.Stelem_ref:
                Arrays.StoreObject(state);
                break;
            case ILOpCode.Ldelem_i1 or ILOpCode.Ldelem_u1:
                Arrays.Load(state, PrimitiveCode.SByte);
                break;
            case ILOpCode.Ldelem_i2 or ILOpCode.Ldelem_u2:
                Arrays.Load(state, PrimitiveCode.Int16);
                break;
            case ILOpCode.Ldelem_i4 or ILOpCode.Ldelem_u4:
                Arrays.Load(state, PrimitiveCode.Int32);
                break;
            case ILOpCode.Ldelem_i8:
                Arrays.Load(state, PrimitiveCode.Int64);
                break;
            case ILOpCode.Ldelem_i:
                Arrays.Load(state, PrimitiveCode.IntPtr);
                break;
            case ILOpCode.Ldelem_r4:
                Arrays.Load(state, PrimitiveCode.Single);
                break;
            case ILOpCode.Ldelem_r8:
                Arrays.Load(state, PrimitiveCode.Double);
                break;
            case ILOpCode.Stelem_i1:
                Arrays.Store(state, PrimitiveCode.SByte);
                break;
            case ILOpCode.Stelem_i2:
                Arrays.Store(state, PrimitiveCode.Int16);
                break;
            case ILOpCode.Stelem_i4:
                Arrays.Store(state, PrimitiveCode.Int32);
                break;
            case ILOpCode.Stelem_i8:
                Arrays.Store(state, PrimitiveCode.Int64);
                break;
            case ILOpCode.Stelem_i:
                Arrays.Store(state, PrimitiveCode.IntPtr);
                break;
            case ILOpCode.Stelem_r4:
                Arrays.Store(state, PrimitiveCode.Single);
                break;
            case ILOpCode.Stelem_r8:
                Arrays.Store(state, PrimitiveCode.Double);
                break;
            default:
                return false;
        }

        return true;
    }
}
