using System.Text;

namespace RExecIL.Verifier.Metadata;

/// <summary>A type's name as attribute blobs write it: reflection's grammar (ECMA-335 II.23.3).</summary>
/// <remarks><c>Outer`1+Inner[[System.Int32, System.Runtime],[…]][], Assembly, Version=…</c>; <c>\</c> escapes a character.</remarks>
internal ref struct SerializedTypeName
{
    /// <summary>Arguments inside arguments, as signatures may nest.</summary>
    private const int MaxDepth = 32;

    private readonly ReadOnlySpan<char> _text;
    private readonly List<Part> _parts;
    private int _position;

    private SerializedTypeName(ReadOnlySpan<char> text)
    {
        _text = text;
        _parts = [];
    }

    /// <summary>The type definitions that a name mentions: its own, and those of its generic arguments.</summary>
    /// <param name="text">The name.</param>
    /// <param name="canonical">
    /// Where a type is defined, by assembly (null when the name gives none), namespace and name.
    /// </param>
    /// <exception cref="BadImageFormatException">The name does not follow the grammar, or names a pointer or a reference.</exception>
    internal static IReadOnlyList<TypeIdentity> Mentioned(string text, Func<string?, string, string, TypeIdentity> canonical)
    {
        var name = new SerializedTypeName(text);
        name.ReadQualified(0, isWhole: true);
        return [.. name._parts.Select(part => part.Identity(canonical))];
    }

    /// <summary>A type, then perhaps a comma and its assembly, up to the end or to the bracket that closes it.</summary>
    private void ReadQualified(int depth, bool isWhole)
    {
        var part = ReadType(depth);
        if (Peek() == ',')
        {
            _position++;
            part.Assembly = ReadAssembly(isWhole);
        }

        if (isWhole && _position != _text.Length)
        {
            throw Malformed();
        }
    }

    private Part ReadType(int depth)
    {
        if (depth > MaxDepth)
        {
            throw new BadImageFormatException($"Its type arguments nest more than {MaxDepth} deep.");
        }

        var names = new List<string> { ReadName() };
        while (Peek() == '+')
        {
            _position++;
            names.Add(ReadName());
        }

        var part = new Part(names);
        _parts.Add(part);
        while (Peek() == '[')
        {
            _position++;
            if (Peek() is ']' or ',' or '*')
            {
                SkipRank();
            }
            else
            {
                ReadArguments(depth + 1);
            }
        }

        return Peek() is '*' or '&'
            ? throw new BadImageFormatException("It names a pointer or a reference.")
            : part;
    }

    private void ReadArguments(int depth)
    {
        while (true)
        {
            if (Peek() == '[')
            {
                _position++;
                ReadQualified(depth, isWhole: false);
                Expect(']');
            }
            else
            {
                ReadType(depth);
            }

            if (Peek() != ',')
            {
                Expect(']');
                return;
            }

            _position++;
        }
    }

    private void SkipRank()
    {
        while (Peek() is ',' or '*')
        {
            _position++;
        }

        Expect(']');
    }

    private string ReadName()
    {
        var name = new StringBuilder();
        for (; _position < _text.Length && Peek() is not ('+' or ',' or '[' or ']' or '*' or '&'); _position++)
        {
            if (Peek() == '\\')
            {
                _position++;
                if (_position == _text.Length)
                {
                    throw Malformed();
                }
            }

            name.Append(_text[_position]);
        }

        return name.Length > 0 ? name.ToString() : throw Malformed();
    }

    private string ReadAssembly(bool isWhole)
    {
        var rest = _text[_position..];
        var end = isWhole ? rest.Length : rest.IndexOf(']');
        if (end < 0)
        {
            throw Malformed();
        }

        _position += end;
        var full = rest[..end];
        var comma = full.IndexOf(',');
        var simple = (comma < 0 ? full : full[..comma]).Trim();
        return simple.IsEmpty ? throw Malformed() : simple.ToString();
    }

    private readonly char Peek() => _position < _text.Length ? _text[_position] : '\0';

    private void Expect(char character)
    {
        if (Peek() != character)
        {
            throw Malformed();
        }

        _position++;
    }

    private static BadImageFormatException Malformed() => new("It does not follow the grammar of type names.");

    private sealed class Part(List<string> names)
    {
        internal string? Assembly { get; set; }

        internal TypeIdentity Identity(Func<string?, string, string, TypeIdentity> canonical)
        {
            var dot = names[0].LastIndexOf('.');
            var outer = canonical(Assembly, dot < 0 ? "" : names[0][..dot], names[0][(dot + 1)..]);
            return names.Skip(1).Aggregate(outer, (type, nested) => new TypeIdentity(type.Assembly, "", nested, type));
        }
    }
}
