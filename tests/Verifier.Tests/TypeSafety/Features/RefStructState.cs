namespace RefStructState;

public ref struct StringBuilderSpan
{
    private Span<char> _buffer;
    private int _length;

    public StringBuilderSpan(Span<char> initial)
    {
        _buffer = initial;
        _length = 0;
    }

    public void Append(char value)
    {
        if (_length == _buffer.Length)
        {
            Grow(1);
        }

        _buffer[_length++] = value;
    }

    public void Append(scoped ReadOnlySpan<char> text)
    {
        if (_length + text.Length > _buffer.Length)
        {
            Grow(text.Length);
        }

        text.CopyTo(_buffer[_length..]);
        _length += text.Length;
    }

    public Span<char> AppendSpan(int length)
    {
        if (_length + length > _buffer.Length)
        {
            Grow(length);
        }

        _length += length;
        return _buffer.Slice(_length - length, length);
    }

    private void Grow(int more)
    {
        var larger = new char[Math.Max(_buffer.Length * 2, _length + more)];
        _buffer[.._length].CopyTo(larger);
        _buffer = larger;
    }

    public ref char this[int index] => ref _buffer[index];

    public readonly ReadOnlySpan<char> AsSpan() => _buffer[.._length];

    public override readonly string ToString() => new(_buffer[.._length]);

    public static string Join(IEnumerable<string> texts)
    {
        var builder = new StringBuilderSpan(stackalloc char[32]);
        foreach (var text in texts)
        {
            builder.Append(text);
            builder.Append(',');
        }

        builder.AppendSpan(2).Fill('!');
        builder[0] = '<';
        return builder.ToString();
    }
}

public ref struct Stack<T>(Span<T> room)
{
    private readonly Span<T> _room = room;
    private int _count;

    public void Push(T value) => _room[_count++] = value;

    public T Pop() => _room[--_count];

    public readonly ref T Top => ref _room[_count - 1];

    public readonly bool IsEmpty => _count == 0;
}

public ref struct Nested
{
    private Stack<int> _numbers;
    private StringBuilderSpan _text;
    public ReadOnlySpan<char> Name;

    public Nested(Span<int> numbers, Span<char> text)
    {
        _numbers = new Stack<int>(numbers);
        _text = new StringBuilderSpan(text);
        Name = text;
    }

    public void Run()
    {
        _numbers.Push(3);
        _numbers.Top++;
        _text.Append("x");
        Name = _text.AsSpan();
    }

    public readonly ReadOnlySpan<char> Text => _text.AsSpan();

    public static int Use()
    {
        var nested = new Nested(stackalloc int[4], stackalloc char[4]);
        nested.Run();
        return nested.Text.Length + nested.Name.Length;
    }

    public static ReadOnlySpan<char> OverHeap()
    {
        var nested = new Nested(new int[2], new char[3]);
        nested.Run();
        return nested.Text;
    }
}

public readonly ref struct Slice<T>
{
    private readonly ReadOnlySpan<T> _values;
    private readonly int _step;

    public Slice(ReadOnlySpan<T> values, int step)
    {
        _values = values;
        _step = step;
    }

    public T this[int index] => _values[index * _step];

    public Slice<T> Skip(int count) => new(_values[(count * _step)..], _step);

    public static Slice<T> Empty => default;

    public static implicit operator Slice<T>(T[] values) => new(values, 1);

    public static implicit operator ReadOnlySpan<T>(Slice<T> slice) => slice._values;

    public static bool operator ==(Slice<T> left, Slice<T> right) => left._values == right._values;

    public static bool operator !=(Slice<T> left, Slice<T> right) => !(left == right);

    public override bool Equals(object? other) => false;

    public override int GetHashCode() => _step;
}
