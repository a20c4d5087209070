using System.Buffers.Binary;
using System.Text;

namespace RExecIL.Verifier.Metadata;

/// <summary>What a custom attribute's blob says, as far as it names something (ECMA-335 II.23.3). Immutable.</summary>
/// <param name="Types">Names of the types that arguments are, or are declared with, in reflection's grammar.</param>
/// <param name="Named">The fields and properties that it sets.</param>
internal sealed record AttributeValue(EquatableArray<string> Types, EquatableArray<NamedAttributeArgument> Named);

/// <summary>A field or property that an attribute sets.</summary>
/// <param name="IsField">Whether it is a field.</param>
/// <param name="Name">Its name.</param>
internal sealed record NamedAttributeArgument(bool IsField, string Name);

/// <summary>Reads blobs of custom attributes whole: nothing in them stays unread.</summary>
/// <remarks>
/// Linear in the blob, since every element takes at least one byte; nesting, which only boxed arrays have, is bounded.
/// Lengths are compared with what is left before anything is made of them.
/// </remarks>
internal ref struct AttributeValueReader
{
    /// <summary>Boxed arrays in boxed arrays: compilers write two.</summary>
    private const int MaxDepth = 16;

    /// <summary>A named argument in bytes: its kind, its type, a name and a value of one each.</summary>
    private const int SmallestNamed = 4;

    private const byte Null = 0xFF;
    private const ushort Prolog = 0x0001;

    private static readonly TypeIdentity TypeOfTypes = new(FrameworkNames.CoreLibrary, "System", "Type");
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    private readonly Func<TypeIdentity, PrimitiveCode?> _enumOf;
    private readonly Func<string, PrimitiveCode?> _enumNamed;
    private readonly List<string> _types;
    private ReadOnlySpan<byte> _rest;

    private AttributeValueReader(
        ReadOnlySpan<byte> blob, Func<TypeIdentity, PrimitiveCode?> enumOf, Func<string, PrimitiveCode?> enumNamed)
    {
        _rest = blob;
        _enumOf = enumOf;
        _enumNamed = enumNamed;
        _types = [];
    }

    /// <summary>Reads a blob.</summary>
    /// <param name="blob">The bytes.</param>
    /// <param name="parameters">What the constructor takes, without generic parameters.</param>
    /// <param name="enumOf">What an enumeration is stored as; null for a type that is none.</param>
    /// <param name="enumNamed">The same for the name that a blob gives.</param>
    /// <exception cref="BadImageFormatException">The blob is malformed; the message says how, as a sentence.</exception>
    internal static AttributeValue Read(
        ReadOnlySpan<byte> blob,
        EquatableArray<TypeSignature> parameters,
        Func<TypeIdentity, PrimitiveCode?> enumOf,
        Func<string, PrimitiveCode?> enumNamed)
    {
        if (blob.IsEmpty && parameters.IsEmpty)
        {
            return new AttributeValue([], []);
        }

        var reader = new AttributeValueReader(blob, enumOf, enumNamed);
        return reader.Read(parameters);
    }

    private AttributeValue Read(EquatableArray<TypeSignature> parameters)
    {
        if (BinaryPrimitives.ReadUInt16LittleEndian(Take(2)) != Prolog)
        {
            throw Malformed("It does not begin with 0x0001.");
        }

        foreach (var parameter in parameters)
        {
            ReadElement(ElementOf(parameter), 0);
        }

        int count = BinaryPrimitives.ReadUInt16LittleEndian(Take(2));
        if (count > _rest.Length / SmallestNamed)
        {
            throw Malformed($"{count} named arguments do not fit into {_rest.Length} bytes.");
        }

        var named = new NamedAttributeArgument[count];
        for (var i = 0; i < named.Length; i++)
        {
            var isField = Take(1)[0] switch
            {
                0x53 => true,
                0x54 => false,
                var kind => throw Malformed($"0x{kind:X2} names neither a field nor a property."),
            };
            var element = ReadElementType();
            named[i] = new NamedAttributeArgument(isField, ReadText() ?? throw Malformed("A named argument has no name."));
            ReadElement(element, 0);
        }

        return _rest.IsEmpty
            ? new AttributeValue([.. _types], [.. named])
            : throw Malformed($"{_rest.Length} bytes are left behind its end.");
    }

    /// <summary>What a parameter's values look like.</summary>
    private readonly Element ElementOf(TypeSignature parameter) => parameter switch
    {
        VectorSignature { Element: not VectorSignature } vector => ElementOf(vector.Element) with { IsArray = true },
        PrimitiveSignature primitive => Primitive(primitive.Code),
        NamedSignature { Identity: var identity } when identity == TypeOfTypes => new Element(Kind.Type),
        // A generic type's nested enumeration is written with the arguments of the type.
        { Definition: { } identity } when _enumOf(identity) is { } code => Primitive(code),
        _ => throw Malformed($"The constructor takes {parameter}, which no attribute can."),
    };

    private static Element Primitive(PrimitiveCode code) => code switch
    {
        PrimitiveCode.Boolean or PrimitiveCode.SByte or PrimitiveCode.Byte => new Element(Kind.Number, 1),
        PrimitiveCode.Char or PrimitiveCode.Int16 or PrimitiveCode.UInt16 => new Element(Kind.Number, 2),
        PrimitiveCode.Int32 or PrimitiveCode.UInt32 or PrimitiveCode.Single => new Element(Kind.Number, 4),
        PrimitiveCode.Int64 or PrimitiveCode.UInt64 or PrimitiveCode.Double => new Element(Kind.Number, 8),
        PrimitiveCode.String => new Element(Kind.Text),
        PrimitiveCode.Object => new Element(Kind.Boxed),
        _ => throw Malformed($"System.{code} is no type of an attribute's argument."),
    };

    /// <summary>FieldOrPropType: what a named argument or a boxed value looks like.</summary>
    private Element ReadElementType()
    {
        var code = Take(1)[0];
        if (code != 0x1D)
        {
            return ReadElementType(code);
        }

        return ReadElementType(Take(1)[0]) with { IsArray = true };
    }

    private Element ReadElementType(byte code) => code switch
    {
        0x02 or 0x04 or 0x05 => new Element(Kind.Number, 1),
        0x03 or 0x06 or 0x07 => new Element(Kind.Number, 2),
        0x08 or 0x09 or 0x0C => new Element(Kind.Number, 4),
        0x0A or 0x0B or 0x0D => new Element(Kind.Number, 8),
        0x0E => new Element(Kind.Text),
        0x50 => new Element(Kind.Type),
        0x51 => new Element(Kind.Boxed),
        0x55 => ReadEnumType(),
        _ => throw Malformed($"0x{code:X2} is no type of an attribute's argument."),
    };

    private Element ReadEnumType()
    {
        var name = ReadText() ?? throw Malformed("An enumeration has no name.");
        _types.Add(name);
        return _enumNamed(name) is { } code ? Primitive(code) : throw Malformed($"{name} is not a known enumeration.");
    }

    private void ReadElement(Element element, int depth)
    {
        if (!element.IsArray)
        {
            ReadOne(element, depth);
            return;
        }

        var count = BinaryPrimitives.ReadUInt32LittleEndian(Take(4));
        if (count == uint.MaxValue)
        {
            return; // a null array
        }

        if (count > _rest.Length)
        {
            throw Malformed($"An array of {count} elements does not fit into {_rest.Length} bytes.");
        }

        for (var i = 0u; i < count; i++)
        {
            ReadOne(element, depth);
        }
    }

    private void ReadOne(Element element, int depth)
    {
        switch (element.Kind)
        {
            case Kind.Number:
                Take(element.Size);
                break;
            case Kind.Text:
                ReadText();
                break;
            case Kind.Type:
                if (ReadText() is { } name)
                {
                    _types.Add(name);
                }

                break;
            case Kind.Boxed when depth < MaxDepth:
                ReadElement(ReadElementType(), depth + 1);
                break;
            default:
                throw Malformed($"Values are boxed more than {MaxDepth} deep.");
        }
    }

    /// <summary>SerString: a length as in II.23.2, then UTF-8; null for the byte 0xFF.</summary>
    private string? ReadText()
    {
        var first = Take(1)[0];
        if (first == Null)
        {
            return null;
        }

        var length = first switch
        {
            < 0x80 => first,
            < 0xC0 => ((first & 0x3F) << 8) | Take(1)[0],
            < 0xE0 => ((first & 0x1F) << 24) | (Take(1)[0] << 16) | BinaryPrimitives.ReadUInt16BigEndian(Take(2)),
            _ => throw Malformed($"0x{first:X2} begins no length."),
        };
        try
        {
            return Strict.GetString(Take(length));
        }
        catch (DecoderFallbackException)
        {
            throw Malformed("A text is not UTF-8.");
        }
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > _rest.Length)
        {
            throw Malformed("It ends too early.");
        }

        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }

    private static BadImageFormatException Malformed(string how) => new(how);

    private enum Kind
    {
        Number,
        Text,
        Type,
        Boxed,
    }

    private readonly record struct Element(Kind Kind, int Size = 0, bool IsArray = false);
}
