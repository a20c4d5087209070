namespace Parsers;

public enum TokenKind
{
    End,
    Number,
    Text,
    Open,
    Close,
    Other,
}

public ref struct JsonReader
{
    private readonly ReadOnlySpan<byte> _input;
    private int _position;

    public JsonReader(ReadOnlySpan<byte> input)
    {
        _input = input;
        _position = 0;
        Kind = TokenKind.End;
        Value = default;
    }

    public TokenKind Kind { get; private set; }

    public ReadOnlySpan<byte> Value { get; private set; }

    public readonly int Position => _position;

    public bool Read()
    {
        while (_position < _input.Length && _input[_position] is (byte)' ' or (byte)',' or (byte)':')
        {
            _position++;
        }

        if (_position >= _input.Length)
        {
            Value = default;
            Kind = TokenKind.End;
            return false;
        }

        var start = _position;
        switch (_input[_position++])
        {
            case (byte)'{' or (byte)'[':
                Kind = TokenKind.Open;
                break;
            case (byte)'}' or (byte)']':
                Kind = TokenKind.Close;
                break;
            case (byte)'"':
                var length = _input[_position..].IndexOf((byte)'"');
                Value = _input.Slice(_position, length);
                _position += length + 1;
                Kind = TokenKind.Text;
                return true;
            case >= (byte)'0' and <= (byte)'9':
                while (_position < _input.Length && char.IsAsciiDigit((char)_input[_position]))
                {
                    _position++;
                }

                Kind = TokenKind.Number;
                break;
            default:
                Kind = TokenKind.Other;
                break;
        }

        Value = _input[start.._position];
        return true;
    }

    public readonly bool TextEquals(scoped ReadOnlySpan<byte> text) => Value.SequenceEqual(text);

    public bool Skip(scoped ref int depth)
    {
        if (Kind == TokenKind.Open)
        {
            depth++;
        }

        return Read();
    }

    public readonly JsonReader Fork() => this;
}

public static class Uses
{
    public static int Sum(ReadOnlySpan<byte> input)
    {
        var reader = new JsonReader(input);
        var sum = 0;
        var depth = 0;
        while (reader.Skip(ref depth))
        {
            if (reader.Kind == TokenKind.Number && int.TryParse(reader.Value, out var number))
            {
                sum += number;
            }
            else if (reader.TextEquals("skip"u8))
            {
                _ = reader.Read();
            }
        }

        return sum + depth;
    }

    public static ReadOnlySpan<byte> FirstText(ReadOnlySpan<byte> input)
    {
        var reader = new JsonReader(input);
        while (reader.Read())
        {
            if (reader.Kind == TokenKind.Text)
            {
                return reader.Value;
            }
        }

        return default;
    }

    public static ReadOnlySpan<byte> Next(ref JsonReader reader)
    {
        var fork = reader.Fork();
        _ = fork.Read();
        reader = fork;
        return ReadOne(ref fork);
    }

    private static ReadOnlySpan<byte> ReadOne(scoped ref JsonReader reader)
    {
        reader.Read();
        return reader.Value;
    }

    public static int OverStack()
    {
        Span<byte> buffer = stackalloc byte[8];
        buffer.Fill((byte)'1');
        var reader = new JsonReader(buffer);
        reader.Read();
        return reader.Value.Length;
    }
}

public ref struct Calculator(ReadOnlySpan<char> text)
{
    private ReadOnlySpan<char> _rest = text;

    public int Expression()
    {
        var value = Term();
        while (Accept('+') || Peek is '-')
        {
            value = Accept('-') ? value - Term() : value + Term();
        }

        return value;
    }

    private int Term()
    {
        var value = Factor();
        while (Accept('*'))
        {
            value *= Factor();
        }

        return value;
    }

    private int Factor()
    {
        if (Accept('('))
        {
            var inner = Expression();
            Accept(')');
            return inner;
        }

        var end = _rest.IndexOfAnyExceptInRange('0', '9');
        var digits = end < 0 ? _rest : _rest[..end];
        _rest = _rest[digits.Length..];
        return int.Parse(digits);
    }

    private readonly char Peek => _rest.IsEmpty ? '\0' : _rest[0];

    private bool Accept(char expected)
    {
        if (Peek != expected)
        {
            return false;
        }

        _rest = _rest[1..];
        return true;
    }

    public static int Evaluate(string text) => new Calculator(text).Expression();
}
