using System.Reflection.Metadata;

namespace RExecIL.Verifier.Images;

/// <summary>What follows an opcode in the IL stream (ECMA-335 VI.C.2).</summary>
internal enum OperandKind : byte
{
    /// <summary>No opcode has this number.</summary>
    Unknown,
    None,
    Byte,
    Local8,
    Local16,
    Word,
    Int32,
    Eight,
    Branch8,
    Branch32,
    Switch,
    Method,
    Field,
    Type,
    AnyToken,
    String,
    Signature,

    /// <summary>Nothing; the opcode prefixes the next one.</summary>
    Prefix,

    /// <summary>A byte; the opcode prefixes the next one.</summary>
    BytePrefix,

    /// <summary>A type token; the opcode prefixes the next one.</summary>
    TypePrefix,
}

/// <summary>The operand of each opcode of ECMA-335 III.</summary>
internal static class Operands
{
    /// <summary>First byte of the opcodes of two bytes.</summary>
    internal const byte TwoByteLead = 0xFE;

    private static readonly OperandKind[] OneByte = BuildOneByte();
    private static readonly OperandKind[] TwoByte = BuildTwoByte();

    /// <summary>The operand of an opcode of one byte.</summary>
    internal static OperandKind Of(byte opcode) => OneByte[opcode];

    /// <summary>The operand of an opcode whose first byte is 0xFE.</summary>
    internal static OperandKind OfSecond(byte opcode) => TwoByte[opcode];

    private static OperandKind[] BuildOneByte()
    {
        var kinds = new OperandKind[256];
        Fill(kinds, ILOpCode.Nop, ILOpCode.Stloc_3, OperandKind.None);
        Fill(kinds, ILOpCode.Ldarg_s, ILOpCode.Starg_s, OperandKind.Byte);
        Fill(kinds, ILOpCode.Ldloc_s, ILOpCode.Stloc_s, OperandKind.Local8);
        Fill(kinds, ILOpCode.Ldnull, ILOpCode.Ldc_i4_8, OperandKind.None);
        Fill(kinds, ILOpCode.Ldc_i4_s, ILOpCode.Ldc_i4_s, OperandKind.Byte);
        Fill(kinds, ILOpCode.Ldc_i4, ILOpCode.Ldc_i4, OperandKind.Int32);
        Fill(kinds, ILOpCode.Ldc_i8, ILOpCode.Ldc_i8, OperandKind.Eight);
        Fill(kinds, ILOpCode.Ldc_r4, ILOpCode.Ldc_r4, OperandKind.Int32);
        Fill(kinds, ILOpCode.Ldc_r8, ILOpCode.Ldc_r8, OperandKind.Eight);
        Fill(kinds, ILOpCode.Dup, ILOpCode.Pop, OperandKind.None);
        Fill(kinds, ILOpCode.Jmp, ILOpCode.Call, OperandKind.Method);
        Fill(kinds, ILOpCode.Calli, ILOpCode.Calli, OperandKind.Signature);
        Fill(kinds, ILOpCode.Ret, ILOpCode.Ret, OperandKind.None);
        Fill(kinds, ILOpCode.Br_s, ILOpCode.Blt_un_s, OperandKind.Branch8);
        Fill(kinds, ILOpCode.Br, ILOpCode.Blt_un, OperandKind.Branch32);
        Fill(kinds, ILOpCode.Switch, ILOpCode.Switch, OperandKind.Switch);
        Fill(kinds, ILOpCode.Ldind_i1, ILOpCode.Conv_u8, OperandKind.None);
        Fill(kinds, ILOpCode.Callvirt, ILOpCode.Callvirt, OperandKind.Method);
        Fill(kinds, ILOpCode.Cpobj, ILOpCode.Ldobj, OperandKind.Type);
        Fill(kinds, ILOpCode.Ldstr, ILOpCode.Ldstr, OperandKind.String);
        Fill(kinds, ILOpCode.Newobj, ILOpCode.Newobj, OperandKind.Method);
        Fill(kinds, ILOpCode.Castclass, ILOpCode.Isinst, OperandKind.Type);
        Fill(kinds, ILOpCode.Conv_r_un, ILOpCode.Conv_r_un, OperandKind.None);
        Fill(kinds, ILOpCode.Unbox, ILOpCode.Unbox, OperandKind.Type);
        Fill(kinds, ILOpCode.Throw, ILOpCode.Throw, OperandKind.None);
        Fill(kinds, ILOpCode.Ldfld, ILOpCode.Stsfld, OperandKind.Field);
        Fill(kinds, ILOpCode.Stobj, ILOpCode.Stobj, OperandKind.Type);
        Fill(kinds, ILOpCode.Conv_ovf_i1_un, ILOpCode.Conv_ovf_u_un, OperandKind.None);
        Fill(kinds, ILOpCode.Box, ILOpCode.Newarr, OperandKind.Type);
        Fill(kinds, ILOpCode.Ldlen, ILOpCode.Ldlen, OperandKind.None);
        Fill(kinds, ILOpCode.Ldelema, ILOpCode.Ldelema, OperandKind.Type);
        Fill(kinds, ILOpCode.Ldelem_i1, ILOpCode.Stelem_ref, OperandKind.None);
        Fill(kinds, ILOpCode.Ldelem, ILOpCode.Unbox_any, OperandKind.Type);
        Fill(kinds, ILOpCode.Conv_ovf_i1, ILOpCode.Conv_ovf_u8, OperandKind.None);
        Fill(kinds, ILOpCode.Refanyval, ILOpCode.Refanyval, OperandKind.Type);
        Fill(kinds, ILOpCode.Ckfinite, ILOpCode.Ckfinite, OperandKind.None);
        Fill(kinds, ILOpCode.Mkrefany, ILOpCode.Mkrefany, OperandKind.Type);
        Fill(kinds, ILOpCode.Ldtoken, ILOpCode.Ldtoken, OperandKind.AnyToken);
        Fill(kinds, ILOpCode.Conv_u2, ILOpCode.Endfinally, OperandKind.None);
        Fill(kinds, ILOpCode.Leave, ILOpCode.Leave, OperandKind.Branch32);
        Fill(kinds, ILOpCode.Leave_s, ILOpCode.Leave_s, OperandKind.Branch8);
        Fill(kinds, ILOpCode.Stind_i, ILOpCode.Conv_u, OperandKind.None);
        return kinds;
    }

    // The prefix "no." (0xFE19, III.2.2) is left out: no compiler writes it, and it asks the runtime not to check.
    private static OperandKind[] BuildTwoByte()
    {
        var kinds = new OperandKind[256];
        Fill(kinds, ILOpCode.Arglist, ILOpCode.Clt_un, OperandKind.None);
        Fill(kinds, ILOpCode.Ldftn, ILOpCode.Ldvirtftn, OperandKind.Method);
        Fill(kinds, ILOpCode.Ldarg, ILOpCode.Starg, OperandKind.Word);
        Fill(kinds, ILOpCode.Ldloc, ILOpCode.Stloc, OperandKind.Local16);
        Fill(kinds, ILOpCode.Localloc, ILOpCode.Localloc, OperandKind.None);
        Fill(kinds, ILOpCode.Endfilter, ILOpCode.Endfilter, OperandKind.None);
        Fill(kinds, ILOpCode.Unaligned, ILOpCode.Unaligned, OperandKind.BytePrefix);
        Fill(kinds, ILOpCode.Volatile, ILOpCode.Tail, OperandKind.Prefix);
        Fill(kinds, ILOpCode.Initobj, ILOpCode.Initobj, OperandKind.Type);
        Fill(kinds, ILOpCode.Constrained, ILOpCode.Constrained, OperandKind.TypePrefix);
        Fill(kinds, ILOpCode.Cpblk, ILOpCode.Initblk, OperandKind.None);
        Fill(kinds, ILOpCode.Rethrow, ILOpCode.Rethrow, OperandKind.None);
        Fill(kinds, ILOpCode.Sizeof, ILOpCode.Sizeof, OperandKind.Type);
        Fill(kinds, ILOpCode.Refanytype, ILOpCode.Refanytype, OperandKind.None);
        Fill(kinds, ILOpCode.Readonly, ILOpCode.Readonly, OperandKind.Prefix);
        return kinds;
    }

    private static void Fill(OperandKind[] kinds, ILOpCode first, ILOpCode last, OperandKind kind) =>
        kinds.AsSpan((byte)first, (byte)last - (byte)first + 1).Fill(kind);
}
