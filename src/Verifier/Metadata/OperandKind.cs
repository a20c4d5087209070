using System.Reflection.Metadata;

namespace RExecIL.Verifier.Metadata;

/// <summary>What follows an opcode in the instruction stream (ECMA-335 VI.C.2).</summary>
internal enum OperandKind
{
    /// <summary>Not an opcode.</summary>
    Unknown,

    /// <summary>Nothing.</summary>
    None,

    /// <summary>A signed byte.</summary>
    Int8,

    /// <summary>An unsigned byte: a short argument or local index, or a prefix value.</summary>
    UInt8,

    /// <summary>An unsigned 16-bit argument or local index.</summary>
    UInt16,

    /// <summary>A signed 32-bit number.</summary>
    Int32,

    /// <summary>A signed 64-bit number.</summary>
    Int64,

    /// <summary>A 32-bit float.</summary>
    Single,

    /// <summary>A 64-bit float.</summary>
    Double,

    /// <summary>A branch distance of one byte.</summary>
    Branch8,

    /// <summary>A branch distance of four bytes.</summary>
    Branch32,

    /// <summary>A count and as many branch distances of four bytes.</summary>
    Switch,

    /// <summary>A string token.</summary>
    String,

    /// <summary>A method token.</summary>
    Method,

    /// <summary>A field token.</summary>
    Field,

    /// <summary>A type token.</summary>
    Type,

    /// <summary>A type, method or field token.</summary>
    Token,

    /// <summary>A StandAloneSig token.</summary>
    Signature,
}

/// <summary>The operand of each opcode.</summary>
internal static class OpCodeOperands
{
    /// <summary>The operand kind of an opcode; <see cref="OperandKind.Unknown"/> for what ECMA-335 does not define.</summary>
    internal static OperandKind KindOf(ILOpCode code) => code switch
    {
        ILOpCode.Ldarg_s or ILOpCode.Ldarga_s or ILOpCode.Starg_s or ILOpCode.Ldloc_s or ILOpCode.Ldloca_s
            or ILOpCode.Stloc_s or ILOpCode.Unaligned => OperandKind.UInt8,
        ILOpCode.Ldc_i4_s => OperandKind.Int8,
        ILOpCode.Ldc_i4 => OperandKind.Int32,
        ILOpCode.Ldc_i8 => OperandKind.Int64,
        ILOpCode.Ldc_r4 => OperandKind.Single,
        ILOpCode.Ldc_r8 => OperandKind.Double,
        ILOpCode.Ldarg or ILOpCode.Ldarga or ILOpCode.Starg or ILOpCode.Ldloc or ILOpCode.Ldloca or ILOpCode.Stloc
            => OperandKind.UInt16,
        ILOpCode.Jmp or ILOpCode.Call or ILOpCode.Callvirt or ILOpCode.Newobj or ILOpCode.Ldftn or ILOpCode.Ldvirtftn
            => OperandKind.Method,
        ILOpCode.Calli => OperandKind.Signature,
        >= ILOpCode.Br_s and <= ILOpCode.Blt_un_s or ILOpCode.Leave_s => OperandKind.Branch8,
        >= ILOpCode.Br and <= ILOpCode.Blt_un or ILOpCode.Leave => OperandKind.Branch32,
        ILOpCode.Switch => OperandKind.Switch,
        ILOpCode.Ldstr => OperandKind.String,
        ILOpCode.Ldtoken => OperandKind.Token,
        ILOpCode.Ldfld or ILOpCode.Ldflda or ILOpCode.Stfld or ILOpCode.Ldsfld or ILOpCode.Ldsflda or ILOpCode.Stsfld
            => OperandKind.Field,
        ILOpCode.Cpobj or ILOpCode.Ldobj or ILOpCode.Castclass or ILOpCode.Isinst or ILOpCode.Unbox or ILOpCode.Stobj
            or ILOpCode.Box or ILOpCode.Newarr or ILOpCode.Ldelema or ILOpCode.Ldelem or ILOpCode.Stelem
            or ILOpCode.Unbox_any or ILOpCode.Refanyval or ILOpCode.Mkrefany or ILOpCode.Initobj
            or ILOpCode.Constrained or ILOpCode.Sizeof => OperandKind.Type,
        ILOpCode.Nop or ILOpCode.Break
            or (>= ILOpCode.Ldarg_0 and <= ILOpCode.Stloc_3)
            or (>= ILOpCode.Ldnull and <= ILOpCode.Ldc_i4_8)
            or ILOpCode.Dup or ILOpCode.Pop or ILOpCode.Ret
            or (>= ILOpCode.Ldind_i1 and <= ILOpCode.Stind_r8)
            or (>= ILOpCode.Add and <= ILOpCode.Conv_u8)
            or ILOpCode.Conv_r_un or ILOpCode.Throw
            or (>= ILOpCode.Conv_ovf_i1_un and <= ILOpCode.Conv_ovf_u_un)
            or ILOpCode.Ldlen
            or (>= ILOpCode.Ldelem_i1 and <= ILOpCode.Stelem_ref)
            or (>= ILOpCode.Conv_ovf_i1 and <= ILOpCode.Conv_ovf_u8)
            or ILOpCode.Ckfinite
            or (>= ILOpCode.Conv_u2 and <= ILOpCode.Endfinally)
            or ILOpCode.Stind_i or ILOpCode.Conv_u
            or (>= ILOpCode.Arglist and <= ILOpCode.Clt_un)
            or ILOpCode.Localloc or ILOpCode.Endfilter or ILOpCode.Volatile or ILOpCode.Tail
            or ILOpCode.Cpblk or ILOpCode.Initblk or ILOpCode.Rethrow or ILOpCode.Refanytype or ILOpCode.Readonly
            => OperandKind.None,
        _ => OperandKind.Unknown,
    };
}
