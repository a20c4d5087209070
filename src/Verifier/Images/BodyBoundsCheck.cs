using RExecIL.Verifier.Diagnostics;
using static RExecIL.Verifier.Images.MetadataTable;

namespace RExecIL.Verifier.Images;

/// <summary>Each method body lies inside a section, has a known header, keeps the limits and shares no bytes.</summary>
/// <remarks>
/// Headers come first and overlaps are refused before any IL is decoded: a million methods into one long run of bytes
/// would otherwise cost their product.
/// </remarks>
internal sealed class BodyBoundsCheck
{
    /// <summary>RX0024: a body that cannot be read.</summary>
    internal static readonly DiagnosticDescriptor BadBody =
        new("RX0024", "A method body is malformed or outside the image", "ECMA-335 II.25.4");

    /// <summary>RX0025: a body over a limit.</summary>
    internal static readonly DiagnosticDescriptor LargeBody =
        new("RX0025", "A method body is over a limit",
            "Limits.MaxBodySize, MaxStack, MaxLocals, MaxExceptionClauses; measured: the JIT takes 18 s on a "
                + "stack 30,000 deep");

    /// <summary>RX0030: bodies that share bytes.</summary>
    internal static readonly DiagnosticDescriptor OverlappingBodies =
        new("RX0030", "Method bodies overlap", "ECMA-335 II.25.4");

    private const int CodeTypeMask = 0x0003;
    private const int Unmanaged = 0x0004;
    private const int FormatMask = 0x3;
    private const int TinyFormat = 0x2;
    private const int FatFormat = 0x3;
    private const int MoreSections = 0x8;
    private const int InitLocals = 0x10;
    private const int FatHeaderSize = 12;
    private const int ExceptionTable = 0x1;
    private const int FatSection = 0x40;

    private readonly MetadataImage _image;
    private readonly Findings _findings;
    private readonly Findings _faults;
    private readonly IReadOnlyDictionary<uint, SignatureFault> _faultyRows;
    private readonly List<MethodBodyBounds> _bodies = [];

    private BodyBoundsCheck(MetadataImage image, Findings findings, Findings faults, IReadOnlyDictionary<uint, SignatureFault> faultyRows) =>
        (_image, _findings, _faults, _faultyRows) = (image, findings, faults, faultyRows);

    /// <summary>Finds all bodies; in order of place, each once, however many methods name it.</summary>
    /// <param name="image">The image.</param>
    /// <param name="findings">What ends the screening.</param>
    /// <param name="faults">What is wrong with bodies that nothing reads.</param>
    /// <param name="faultyRows">Signatures that nothing decodes.</param>
    internal static List<MethodBodyBounds> Check(
        MetadataImage image, Findings findings, Findings faults, IReadOnlyDictionary<uint, SignatureFault> faultyRows)
    {
        var check = new BodyBoundsCheck(image, findings, faults, faultyRows);
        var seen = new HashSet<uint>();
        for (uint row = 1; row <= image.Tables.RowCount(MethodDef); row++)
        {
            var address = image.Tables[MethodDef, row, 0];
            if (address == 0)
            {
                continue;
            }

            if ((image.Tables[MethodDef, row, 1] & (CodeTypeMask | Unmanaged)) != 0)
            {
                check.Refuse(BadBody, row, "has a body that is not IL, so no check could see what it does");
            }
            else if (seen.Add(address))
            {
                check.ReadBody(row, address);
            }
        }

        check._bodies.Sort(static (left, right) => left.Whole.Start.CompareTo(right.Whole.Start));
        check.CheckOverlaps(new OccupiedBytes(image.Headers, check._bodies));
        return check._bodies;
    }

    private void CheckOverlaps(OccupiedBytes occupied)
    {
        foreach (var body in _bodies)
        {
            if (occupied.IsInParts(body.Whole))
            {
                Refuse(OverlappingBodies, body.Method,
                    "has its body in headers, metadata or resources, so the same bytes would have two meanings");
            }
        }

        for (var i = 1; i < _bodies.Count; i++)
        {
            if (_bodies[i].Whole.Start < _bodies[i - 1].Whole.End)
            {
                Refuse(OverlappingBodies, _bodies[i].Method,
                    "starts inside the body of another method, so the same bytes would have two meanings");
            }
        }
    }

    private void ReadBody(uint row, uint address)
    {
        if (!_image.Headers.TryMapRest(address, out var rest))
        {
            Refuse(BadBody, row, $"has its body at RVA 0x{address:X}, which does not lie inside a section");
            return;
        }

        var first = _image.Bytes[rest.Start];
        switch (first & FormatMask)
        {
            case TinyFormat:
                var size = first >> 2;
                if (size > rest.Length - 1)
                {
                    Refuse(BadBody, row, "goes past the end of its section");
                    return;
                }

                var code = new ByteRange(rest.Start + 1, size);
                Add(row, new ByteRange(rest.Start, size + 1), code, default, false, 0, 0);
                break;
            case FatFormat:
                ReadFatBody(row, address, rest);
                break;
            default:
                Refuse(BadBody, row, $"has a body header 0x{first:X2} of no known format");
                break;
        }
    }

    private void ReadFatBody(uint row, uint address, ByteRange rest)
    {
        var cursor = new ByteCursor(rest.Of(_image.Bytes));
        var flags = cursor.ReadUInt16();
        var maxStack = cursor.ReadUInt16();
        var size = cursor.ReadUInt32();
        var locals = cursor.ReadUInt32();
        if (cursor.Failed || flags >> 12 != FatHeaderSize / 4
            || (flags & 0xFFF & ~(FormatMask | MoreSections | InitLocals)) != 0)
        {
            Refuse(BadBody, row, "has a body header that is cut short or holds flags of no known meaning");
            return;
        }

        // Readers align what follows by file offset, by RVA or from the start of the body: only here do all agree.
        if (address % 4 != 0 || rest.Start % 4 != 0)
        {
            Refuse(BadBody, row,
                "has a body that is not aligned to four bytes, so readers look for its exception clauses in "
                    + "different places");
            return;
        }

        if (size > (uint)_image.Limits.MaxBodySize)
        {
            Refuse(LargeBody, row,
                $"has {size} bytes of IL; the limit is {_image.Limits.MaxBodySize} (Limits.MaxBodySize)");
            return;
        }

        if (size > (uint)cursor.Remaining)
        {
            Refuse(BadBody, row, "goes past the end of its section");
            return;
        }

        if (!TryCountLocals(row, locals, out var localCount))
        {
            return;
        }

        var code = new ByteRange(rest.Start + FatHeaderSize, (int)size);
        var whole = new ByteRange(rest.Start, FatHeaderSize + (int)size);
        if ((flags & MoreSections) == 0)
        {
            Add(row, whole, code, default, false, localCount, maxStack);
        }
        else if (TryReadClauses(row, rest, code, out var clauses, out var areFat))
        {
            Add(row, new ByteRange(rest.Start, clauses.End - rest.Start), code, clauses, areFat, localCount, maxStack);
        }
    }

    private bool TryCountLocals(uint row, uint token, out int count)
    {
        count = 0;
        if (token == 0)
        {
            return true;
        }

        var signature = token & 0xFFFFFF;
        if ((MetadataTable)(token >> 24) != StandAloneSig || signature == 0
            || signature > _image.Tables.RowCount(StandAloneSig))
        {
            Refuse(BadBody, row, $"names 0x{token:X8} as the signature of its local variables, which is not one");
            return false;
        }

        if (_faultyRows.TryGetValue(token, out var fault))
        {
            _faults.Add(
                SignatureCheck.RuleOf(fault),
                $"The signature of the method's local variables {fault.Reason}.",
                MetadataImage.Token(MethodDef, row));
            count = _image.Limits.MaxLocals; // Unknown: one fault is enough.
            return true;
        }

        var cursor = new ByteCursor(_image.Blob(StandAloneSig, signature, 0));
        var header = cursor.ReadByte();
        count = (int)cursor.ReadCompressed();
        if (cursor.Failed || header != SignatureWalk.LocalsHeader)
        {
            Refuse(BadBody, row,
                $"names 0x{token:X8} as the signature of its local variables, which is a signature of another "
                    + "kind");
            return false;
        }

        return true;
    }

    // One section, of exception clauses: the standard allows a chain of them, but no compiler writes it.
    private bool TryReadClauses(uint row, ByteRange rest, ByteRange code, out ByteRange clauses, out bool areFat)
    {
        (clauses, areFat) = (default, false);
        var start = (code.End + 3) & ~3;
        if (start > rest.End)
        {
            Refuse(BadBody, row, "has exception clauses past the end of its section");
            return false;
        }

        var cursor = new ByteCursor(_image.Bytes.AsSpan(start, rest.End - start));
        var kind = cursor.ReadByte();
        areFat = (kind & FatSection) != 0;
        var size = cursor.ReadByte() | (cursor.ReadUInt16() << 8);
        size = areFat ? size : size & 0xFF;
        var clauseSize = areFat ? MethodBodyBounds.FatClauseSize : MethodBodyBounds.SmallClauseSize;
        if (cursor.Failed || (kind & ~FatSection) != ExceptionTable || size < 4 || (size - 4) % clauseSize != 0
            || size - 4 > cursor.Remaining)
        {
            Refuse(BadBody, row, "has a section behind its IL that is not one well-formed table of exception clauses");
            return false;
        }

        clauses = new ByteRange(start + 4, size - 4);
        if (clauses.Length / clauseSize > _image.Limits.MaxExceptionClauses)
        {
            Refuse(LargeBody, row,
                $"has {clauses.Length / clauseSize} exception clauses; the limit is "
                    + $"{_image.Limits.MaxExceptionClauses} (Limits.MaxExceptionClauses)");
            return false;
        }

        return true;
    }

    private void Add(
        uint row, ByteRange whole, ByteRange code, ByteRange clauses, bool areFat, int locals, int maxStack)
    {
        if (maxStack > _image.Limits.MaxStack)
        {
            _faults.Add(
                LargeBody,
                $"The method asks for a stack of {maxStack} values; the limit is {_image.Limits.MaxStack} (Limits.MaxStack).",
                MetadataImage.Token(MethodDef, row));
        }

        if (locals > _image.Limits.MaxLocals)
        {
            Refuse(LargeBody, row,
                $"has {locals} local variables; the limit is {_image.Limits.MaxLocals} (Limits.MaxLocals)");
        }

        if (code.Length > _image.Limits.MaxBodySize)
        {
            Refuse(LargeBody, row,
                $"has {code.Length} bytes of IL; the limit is {_image.Limits.MaxBodySize} (Limits.MaxBodySize)");
        }

        _bodies.Add(new MethodBodyBounds(row, whole, code, clauses, areFat, locals));
    }

    private void Refuse(DiagnosticDescriptor descriptor, uint row, string reason) =>
        _findings.Add(descriptor, $"The method {reason}.", MetadataImage.Token(MethodDef, row));
}
