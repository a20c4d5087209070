using static RExecIL.Verifier.Images.MetadataTable;

namespace RExecIL.Verifier.Images;

/// <summary>Which signature a blob must be.</summary>
internal enum SignatureKind
{
    /// <summary>FieldSig (ECMA-335 II.23.2.4).</summary>
    Field,

    /// <summary>MethodDefSig (II.23.2.1).</summary>
    MethodDefinition,

    /// <summary>MethodRefSig (II.23.2.2) or FieldSig.</summary>
    MemberReference,

    /// <summary>PropertySig (II.23.2.5).</summary>
    Property,

    /// <summary>LocalVarSig (II.23.2.6), StandAloneMethodSig (II.23.2.3) or, from old compilers, FieldSig.</summary>
    StandAlone,

    /// <summary>TypeSpec (II.23.2.14).</summary>
    TypeSpecification,

    /// <summary>MethodSpec (II.23.2.15).</summary>
    MethodSpecification,
}

/// <summary>Why a signature is refused.</summary>
/// <param name="IsLimit">Whether it is too large rather than malformed.</param>
/// <param name="Reason">What is wrong, as the end of a sentence.</param>
internal sealed record SignatureFault(bool IsLimit, string Reason);

/// <summary>Walks signatures with a stack of its own: guests choose the nesting; recursion would overflow.</summary>
internal sealed class SignatureWalk(MetadataTables tables, Limits limits)
{
    /// <summary>The flag of a signature with generic parameters.</summary>
    internal const byte Generic = 0x10;

    /// <summary>The kind of a FieldSig.</summary>
    internal const byte FieldHeader = 0x06;

    /// <summary>The kind of a LocalVarSig.</summary>
    internal const byte LocalsHeader = 0x07;

    private const byte HasThis = 0x20;
    private const byte ExplicitThis = 0x40;
    private const byte VarArgs = 0x05;
    private const byte PropertyHeader = 0x08;
    private const byte UnmanagedConvention = 0x09;
    private const byte InstantiationHeader = 0x0A;
    private const int MaxRank = 32;

    private readonly Frame[] _frames = new Frame[Math.Max(limits.MaxSignatureDepth, 1) + 2];
    private int _frameCount;
    private int _elements;
    private SignatureFault? _fault;

    /// <summary>Where in a signature a type stands; decides which types may.</summary>
    private enum Place
    {
        Plain,
        Return,
        Parameter,
        Local,
        Field,
        Pointee,
    }

    /// <summary>Walks a whole blob; null when it is what it must be.</summary>
    internal SignatureFault? Walk(ReadOnlySpan<byte> blob, SignatureKind kind)
    {
        (_frameCount, _elements, _fault) = (0, 0, null);
        var cursor = new ByteCursor(blob);
        Start(ref cursor, kind);
        while (_fault is null && _frameCount > 0)
        {
            Step(ref cursor);
            if (cursor.Failed)
            {
                Refuse("ends in the middle or holds a number that is not one");
            }
        }

        if (_fault is null && cursor.Remaining != 0)
        {
            Refuse($"has {cursor.Remaining} bytes behind its end");
        }

        return _fault;
    }

    private void Start(ref ByteCursor cursor, SignatureKind kind)
    {
        if (kind == SignatureKind.TypeSpecification)
        {
            // A reference is no type of its own, but tools write one here; the instruction that uses it is refused.
            Push(1, Place.Parameter, Place.Parameter, 0);
            return;
        }

        var header = cursor.ReadByte();
        if (cursor.Failed)
        {
            Refuse("is empty");
            return;
        }

        switch (kind)
        {
            case SignatureKind.Field when header == FieldHeader:
            case SignatureKind.MemberReference when header == FieldHeader:
            case SignatureKind.StandAlone when header == FieldHeader:
                Push(1, Place.Field, Place.Field, 0);
                break;
            case SignatureKind.MethodDefinition when IsManaged(header):
            case SignatureKind.MemberReference when IsManaged(header):
                StartMethod(ref cursor, header, 0, kind == SignatureKind.MemberReference);
                break;
            case SignatureKind.StandAlone when header == LocalsHeader:
                StartLocals(ref cursor);
                break;
            case SignatureKind.StandAlone when IsCallSite(header):
                StartMethod(ref cursor, header, 0, true);
                break;
            case SignatureKind.Property when (header & ~HasThis) == PropertyHeader:
                StartMethod(ref cursor, header, 0, false);
                break;
            case SignatureKind.MethodSpecification when header == InstantiationHeader:
                PushCounted(ref cursor, limits.MaxParameters, 1, Place.Plain, "generic arguments");
                break;
            default:
                Refuse($"starts with 0x{header:X2}, which is not the kind that belongs here");
                break;
        }
    }

    private static bool IsManaged(byte header) =>
        (header & 0x0F) is 0 or VarArgs && (header & 0x80) == 0 && (header & (HasThis | ExplicitThis)) != ExplicitThis;

    private static bool IsCallSite(byte header) =>
        (header & 0x0F) is <= VarArgs or UnmanagedConvention && (header & (0x80 | Generic)) == 0
        && (header & (HasThis | ExplicitThis)) != ExplicitThis;

    private void StartLocals(ref ByteCursor cursor)
    {
        var count = cursor.ReadCompressed();
        if (count > (uint)limits.MaxLocals)
        {
            RefuseSize($"has {count} local variables; the limit is {limits.MaxLocals} (Limits.MaxLocals)");
            return;
        }

        Push((int)count, Place.Local, Place.Local, 0);
    }

    private void StartMethod(ref ByteCursor cursor, byte header, int depth, bool allowsSentinel)
    {
        if ((header & Generic) != 0)
        {
            var arity = cursor.ReadCompressed();
            if (arity == 0 || arity > (uint)limits.MaxParameters)
            {
                RefuseSize(
                    $"has {arity} generic parameters; the limit is {limits.MaxParameters} (Limits.MaxParameters)");
                return;
            }
        }

        var count = cursor.ReadCompressed();
        if (count > (uint)limits.MaxParameters)
        {
            RefuseSize($"has {count} parameters; the limit is {limits.MaxParameters} (Limits.MaxParameters)");
            return;
        }

        Push((int)count + 1, Place.Return, Place.Parameter, depth);
        if (_frameCount > 0)
        {
            _frames[_frameCount - 1].AllowsSentinel = allowsSentinel && (header & 0x0F) == VarArgs;
        }
    }

    private void PushCounted(ref ByteCursor cursor, int limit, int depth, Place place, string what)
    {
        var count = cursor.ReadCompressed();
        if (count == 0 || count > (uint)limit)
        {
            RefuseSize($"has {count} {what}; the limit is {limit} (Limits.MaxParameters)");
            return;
        }

        Push((int)count, place, place, depth);
    }

    private void Push(int count, Place first, Place others, int depth)
    {
        if (_frameCount == _frames.Length)
        {
            RefuseDepth();
            return;
        }

        _frames[_frameCount++] = new Frame { Remaining = count, Next = first, Others = others, Depth = depth };
    }

    // One type of the innermost frame, or the end of that frame.
    private void Step(ref ByteCursor cursor)
    {
        ref var frame = ref _frames[_frameCount - 1];
        if (frame.Remaining == 0)
        {
            var isArray = frame.IsArray;
            _frameCount--;
            if (isArray)
            {
                ReadShape(ref cursor);
            }

            return;
        }

        if (frame.AllowsSentinel && frame.Next == Place.Parameter && cursor.Peek() == ElementType.Sentinel)
        {
            cursor.Skip(1);
            frame.AllowsSentinel = false;
        }

        var place = frame.Next;
        frame.Next = frame.Others;
        frame.Remaining--;
        ReadType(ref cursor, place, frame.Depth);
    }

    // Follows prefixes (pointers, vectors, modifiers) to the type they end in.
    private void ReadType(ref ByteCursor cursor, Place place, int depth)
    {
        while (_fault is null && !cursor.Failed)
        {
            depth++;
            if (depth > limits.MaxSignatureDepth)
            {
                RefuseDepth();
                return;
            }

            if (++_elements > limits.MaxSignatureElements)
            {
                RefuseSize($"has more than {limits.MaxSignatureElements} elements (Limits.MaxSignatureElements)");
                return;
            }

            var element = cursor.ReadByte();
            switch (element)
            {
                case ElementType.RequiredModifier or ElementType.OptionalModifier:
                    ReadTypeToken(ref cursor);
                    break;
                case ElementType.Pointer:
                    place = Place.Pointee;
                    break;
                case ElementType.Vector:
                    place = Place.Plain;
                    break;
                case ElementType.ByReference when place is not (Place.Plain or Place.Pointee):
                    place = Place.Plain;
                    break;
                case ElementType.Pinned when place == Place.Local:
                    break;
                default:
                    ReadEnd(ref cursor, element, place, depth);
                    return;
            }
        }
    }

    private void ReadEnd(ref ByteCursor cursor, byte element, Place place, int depth)
    {
        switch (element)
        {
            case ElementType.Void when place is Place.Return or Place.Pointee:
            case ElementType.TypedReference when place is Place.Return or Place.Parameter or Place.Local:
            case >= ElementType.Boolean and <= ElementType.String:
            case ElementType.NativeInt or ElementType.NativeUInt or ElementType.Object:
                break;
            case ElementType.Class or ElementType.ValueType:
                ReadTypeToken(ref cursor);
                break;
            case ElementType.TypeVariable or ElementType.MethodVariable:
                if (cursor.ReadCompressed() is var number && number >= (uint)limits.MaxParameters)
                {
                    RefuseSize(
                        $"names generic parameter {number}; the limit is {limits.MaxParameters} "
                            + "(Limits.MaxParameters)");
                }

                break;
            case ElementType.Array:
                Push(1, Place.Plain, Place.Plain, depth);
                if (_fault is null)
                {
                    _frames[_frameCount - 1].IsArray = true;
                }

                break;
            case ElementType.GenericInstance:
                ReadInstance(ref cursor, depth);
                break;
            case ElementType.FunctionPointer:
                var header = cursor.ReadByte();
                if (!IsCallSite(header))
                {
                    Refuse($"holds a function pointer of kind 0x{header:X2}, which is not one");
                    return;
                }

                StartMethod(ref cursor, header, depth, true);
                break;
            default:
                Refuse($"holds the element type 0x{element:X2} where it may not stand");
                break;
        }
    }

    private void ReadInstance(ref ByteCursor cursor, int depth)
    {
        if (cursor.ReadByte() is not (ElementType.Class or ElementType.ValueType))
        {
            Refuse("instantiates what is neither a class nor a value type");
            return;
        }

        ReadTypeToken(ref cursor);
        PushCounted(ref cursor, limits.MaxParameters, depth, Place.Plain, "generic arguments");
    }

    // A TypeSpec here would let signatures lead to each other in a circle, which readers follow without end.
    private void ReadTypeToken(ref ByteCursor cursor)
    {
        var (table, row) = CodedIndex.TypeDefOrRef.Split(cursor.ReadCompressed());
        if (!cursor.Failed && (table is not (TypeDef or TypeRef) || row == 0 || row > tables.RowCount(table)))
        {
            Refuse(
                $"names row {row} of table {table}, where only a type definition or reference that is there may "
                    + "stand");
        }
    }

    private void ReadShape(ref ByteCursor cursor)
    {
        var rank = cursor.ReadCompressed();
        var sizes = cursor.ReadCompressed();
        if (rank is 0 or > MaxRank || sizes > rank)
        {
            Refuse($"holds an array of {rank} dimensions and {sizes} sizes");
            return;
        }

        for (uint i = 0; i < sizes; i++)
        {
            cursor.ReadCompressed();
        }

        var bounds = cursor.ReadCompressed();
        if (bounds > rank)
        {
            Refuse($"holds an array of {rank} dimensions and {bounds} lower bounds");
            return;
        }

        for (uint i = 0; i < bounds; i++)
        {
            cursor.ReadCompressed();
        }
    }

    private void Refuse(string reason) => _fault ??= new SignatureFault(false, reason);

    private void RefuseSize(string reason) => _fault ??= new SignatureFault(true, reason);

    private void RefuseDepth() => RefuseSize(
        $"is nested more than {limits.MaxSignatureDepth} levels deep (Limits.MaxSignatureDepth)");

    private struct Frame
    {
        internal int Remaining;
        internal int Depth;
        internal Place Next;
        internal Place Others;
        internal bool IsArray;
        internal bool AllowsSentinel;
    }
}
