using System.Buffers.Binary;
using RExecIL.Verifier.Diagnostics;
using static RExecIL.Verifier.Images.MetadataTable;

namespace RExecIL.Verifier.Images;

/// <summary>IL decodes into known instructions whose operands name something that is there.</summary>
internal sealed class InstructionCheck
{
    /// <summary>RX0026: an exception clause that covers no whole instructions.</summary>
    internal static readonly DiagnosticDescriptor BadClause =
        new("RX0026", "An exception clause is malformed", "ECMA-335 II.25.4.6");

    /// <summary>RX0027: bytes that are no instruction.</summary>
    internal static readonly DiagnosticDescriptor BadInstruction =
        new("RX0027", "An instruction is unknown or cut short", "ECMA-335 III.1.2.1, III.2");

    /// <summary>RX0028: an operand that names nothing.</summary>
    internal static readonly DiagnosticDescriptor BadOperand =
        new("RX0028", "The operand of an instruction names nothing that fits", "ECMA-335 III.1.9, III.1.2.1");

    /// <summary>RX0029: a branch into nowhere.</summary>
    internal static readonly DiagnosticDescriptor BadBranch =
        new("RX0029", "A branch does not lead to an instruction of the method", "ECMA-335 III.1.7.1, III.3.66");

    private const int MaxPrefixes = 4;
    private const int FirstLocalShortcut = 0x06;
    private const int LastLocalShortcut = 0x0D;
    private const uint UserStringTag = 0x70;

    private readonly MetadataImage _image;
    private readonly Findings _findings;
    private readonly bool[] _isFieldReference;
    private readonly byte[] _standAloneHeaders;
    private ulong[] _starts = new ulong[64];
    private ulong[] _targets = new ulong[64];
    private MethodBodyBounds _body;

    internal InstructionCheck(MetadataImage image, Findings findings)
    {
        (_image, _findings) = (image, findings);
        _isFieldReference = new bool[image.Tables.RowCount(MemberRef) + 1];
        for (uint row = 1; row < _isFieldReference.Length; row++)
        {
            _isFieldReference[row] = image.Blob(MemberRef, row, 2) is [SignatureWalk.FieldHeader, ..];
        }

        _standAloneHeaders = new byte[image.Tables.RowCount(StandAloneSig) + 1];
        for (uint row = 1; row < _standAloneHeaders.Length; row++)
        {
            _standAloneHeaders[row] = image.Blob(StandAloneSig, row, 0) is [var header, ..] ? header : SignatureWalk.LocalsHeader;
        }
    }

    /// <summary>Checks one body.</summary>
    internal void Check(in MethodBodyBounds body)
    {
        _body = body;
        var words = (body.Code.Length / 64) + 1;
        if (_starts.Length < words)
        {
            (_starts, _targets) = (new ulong[words * 2], new ulong[words * 2]);
        }

        Array.Clear(_starts, 0, words);
        Array.Clear(_targets, 0, words);
        if (Decode(body.Code.Of(_image.Bytes)) && CheckTargets(words))
        {
            CheckClauses();
        }
    }

    private bool Decode(ReadOnlySpan<byte> code)
    {
        var position = 0;
        var prefixes = 0;
        while (position < code.Length)
        {
            var start = position;
            _starts[start >> 6] |= 1UL << (start & 63);
            var opcode = code[position++];
            var kind = opcode != Operands.TwoByteLead ? Operands.Of(opcode)
                : position < code.Length ? Operands.OfSecond(code[position++])
                : OperandKind.Unknown;
            if (kind == OperandKind.Unknown)
            {
                Refuse(BadInstruction, start, Unknown(code[start..position]));
                return false;
            }

            var size = SizeOf(kind);
            if (size > code.Length - position)
            {
                Refuse(BadInstruction, start, "The IL ends in the middle of an instruction.");
                return false;
            }

            prefixes = kind >= OperandKind.Prefix ? prefixes + 1 : 0;
            if (prefixes > MaxPrefixes)
            {
                Refuse(BadInstruction, start,
                    $"More than {MaxPrefixes} prefixes stand before one instruction; only as many exist.");
                return false;
            }

            position = CheckOperand(code, start, position, size, kind);
            if (position < 0)
            {
                return false;
            }
        }

        if (prefixes != 0 || code.IsEmpty)
        {
            Refuse(BadInstruction, Math.Max(code.Length - 1, 0),
                "The IL is empty or ends with a prefix, so control would run past its end.");
            return false;
        }

        return true;
    }

    private static string Unknown(ReadOnlySpan<byte> opcode) =>
        $"There is no instruction 0x{Convert.ToHexString(opcode)} in the standard that compilers write.";

    private static int SizeOf(OperandKind kind) => kind switch
    {
        OperandKind.None or OperandKind.Prefix => 0,
        OperandKind.Byte or OperandKind.BytePrefix or OperandKind.Local8 or OperandKind.Branch8 => 1,
        OperandKind.Word or OperandKind.Local16 => 2,
        OperandKind.Eight => 8,
        _ => 4,
    };

    // Gives the offset of the next instruction, or -1 when the rest cannot be decoded.
    private int CheckOperand(ReadOnlySpan<byte> code, int start, int position, int size, OperandKind kind)
    {
        var next = position + size;
        switch (kind)
        {
            case OperandKind.None:
                if (code[start] is >= FirstLocalShortcut and <= LastLocalShortcut)
                {
                    CheckLocal((code[start] - FirstLocalShortcut) & 3, start);
                }

                break;
            case OperandKind.Byte or OperandKind.Word or OperandKind.Int32 or OperandKind.Eight
                or OperandKind.Prefix or OperandKind.BytePrefix:
                break;
            case OperandKind.Local8:
                CheckLocal(code[position], start);
                break;
            case OperandKind.Local16:
                CheckLocal(BinaryPrimitives.ReadUInt16LittleEndian(code[position..]), start);
                break;
            case OperandKind.Branch8:
                CheckBranch(next + (long)(sbyte)code[position], start);
                break;
            case OperandKind.Branch32:
                CheckBranch(next + (long)BinaryPrimitives.ReadInt32LittleEndian(code[position..]), start);
                break;
            case OperandKind.Switch:
                return CheckSwitch(code, start, position);
            default:
                CheckToken(BinaryPrimitives.ReadUInt32LittleEndian(code[position..]), kind, start);
                break;
        }

        return next;
    }

    private int CheckSwitch(ReadOnlySpan<byte> code, int start, int position)
    {
        var count = BinaryPrimitives.ReadUInt32LittleEndian(code[position..]);
        position += 4;
        if (count > (uint)(code.Length - position) / 4)
        {
            Refuse(BadBranch, start,
                $"The switch has {count} targets of four bytes each, but only {code.Length - position} bytes "
                    + "are left. Some readers reserve the memory before they look.");
            return -1;
        }

        var next = position + ((int)count * 4);
        for (; position < next; position += 4)
        {
            CheckBranch(next + (long)BinaryPrimitives.ReadInt32LittleEndian(code[position..]), start);
        }

        return next;
    }

    private void CheckBranch(long target, int start)
    {
        if (target < 0 || target >= _body.Code.Length)
        {
            Refuse(BadBranch, start,
                $"The branch leads {(target < 0 ? "before the start" : "behind the end")} of the method's IL.");
            return;
        }

        _targets[target >> 6] |= 1UL << (int)(target & 63);
    }

    private void CheckLocal(int index, int start)
    {
        if (index >= _body.LocalCount)
        {
            Refuse(BadOperand, start, $"The instruction names local variable {index} of {_body.LocalCount}.");
        }
    }

    private void CheckToken(uint token, OperandKind kind, int start)
    {
        if (kind == OperandKind.String)
        {
            CheckString(token, start);
            return;
        }

        var table = (MetadataTable)(token >> 24);
        var row = token & 0xFFFFFF;
        if (!Fits(kind, table) || row == 0 || row > _image.Tables.RowCount(table) || !HasKind(kind, table, row))
        {
            Refuse(BadOperand, start, $"The token 0x{token:X8} names no {Describe(kind)} of this image.");
        }
    }

    private void CheckString(uint token, int start)
    {
        if (token >> 24 != UserStringTag || !_image.UserStrings.TryGet(token & 0xFFFFFF, out var text)
            || text.Length % 2 != 1)
        {
            Refuse(BadOperand, start, $"The token 0x{token:X8} names no string inside the heap of literals.");
        }
    }

    private static bool Fits(OperandKind kind, MetadataTable table) => kind switch
    {
        OperandKind.Method => table is MethodDef or MemberRef or MethodSpec,
        OperandKind.Field => table is Field or MemberRef,
        OperandKind.Type or OperandKind.TypePrefix => table is TypeDef or TypeRef or TypeSpec,
        OperandKind.AnyToken =>
            table is TypeDef or TypeRef or TypeSpec or MethodDef or MemberRef or MethodSpec or Field,
        OperandKind.Signature => table is StandAloneSig,
        _ => false,
    };

    private bool HasKind(OperandKind kind, MetadataTable table, uint row) => (kind, table) switch
    {
        (OperandKind.Method, MemberRef) => !_isFieldReference[row],
        (OperandKind.Field, MemberRef) => _isFieldReference[row],
        (OperandKind.Signature, _) =>
            _standAloneHeaders[row] is not (SignatureWalk.LocalsHeader or SignatureWalk.FieldHeader),
        _ => true,
    };

    private static string Describe(OperandKind kind) => kind switch
    {
        OperandKind.Method => "method",
        OperandKind.Field => "field",
        OperandKind.Type or OperandKind.TypePrefix => "type",
        OperandKind.Signature => "call signature",
        _ => "type, method or field",
    };

    private bool CheckTargets(int words)
    {
        for (var i = 0; i < words; i++)
        {
            if ((_targets[i] & ~_starts[i]) is not 0 and var wrong)
            {
                var target = (i * 64) + System.Numerics.BitOperations.TrailingZeroCount(wrong);
                Refuse(BadBranch, target,
                    $"A branch leads to IL_{target:X4}, into the middle of an instruction: the same bytes would "
                        + "be read as other code.");
                return false;
            }
        }

        return true;
    }

    private void CheckClauses()
    {
        var cursor = new ByteCursor(_body.Clauses.Of(_image.Bytes));
        for (var i = 0; i < _body.ClauseCount; i++)
        {
            uint flags, tryStart, tryLength, handlerStart, handlerLength;
            if (_body.AreClausesFat)
            {
                flags = cursor.ReadUInt32();
                (tryStart, tryLength) = (cursor.ReadUInt32(), cursor.ReadUInt32());
                (handlerStart, handlerLength) = (cursor.ReadUInt32(), cursor.ReadUInt32());
            }
            else
            {
                flags = cursor.ReadUInt16();
                (tryStart, tryLength) = (cursor.ReadUInt16(), cursor.ReadByte());
                (handlerStart, handlerLength) = (cursor.ReadUInt16(), cursor.ReadByte());
            }

            CheckClause(i, flags, cursor.ReadUInt32(), handlerStart);
            CheckRange(i, "try block", tryStart, tryLength);
            CheckRange(i, "handler", handlerStart, handlerLength);
        }
    }

    private void CheckClause(int index, uint kind, uint operand, uint handlerStart)
    {
        const uint Catch = 0;
        const uint Filter = 1;
        const uint Finally = 2;
        const uint Fault = 4;
        var isGood = kind switch
        {
            Catch => Fits(OperandKind.Type, (MetadataTable)(operand >> 24))
                && (operand & 0xFFFFFF) is not 0 and var row
                && row <= _image.Tables.RowCount((MetadataTable)(operand >> 24)),
            Filter => operand < handlerStart && IsStart(operand),
            Finally or Fault => true,
            _ => false,
        };
        if (!isGood)
        {
            Refuse(BadClause, -1,
                $"Exception clause {index} of kind {kind} names 0x{operand:X8} as what it catches or filters "
                    + "by, which is not one.");
        }
    }

    private void CheckRange(int index, string what, uint start, uint length)
    {
        var end = (ulong)start + length;
        var isGood = length != 0 && end <= (ulong)_body.Code.Length && IsStart(start)
            && (end == (ulong)_body.Code.Length || IsStart((uint)end));
        if (!isGood)
        {
            Refuse(BadClause, -1,
                $"The {what} of exception clause {index} (IL_{start:X4}, {length} bytes) does not cover whole "
                    + "instructions of the method.");
        }
    }

    private bool IsStart(uint offset) =>
        offset < (uint)_body.Code.Length && (_starts[offset >> 6] & (1UL << (int)(offset & 63))) != 0;

    private void Refuse(DiagnosticDescriptor descriptor, int offset, string message) =>
        _findings.Add(descriptor, message, MetadataImage.Token(MethodDef, _body.Method), offset);
}
