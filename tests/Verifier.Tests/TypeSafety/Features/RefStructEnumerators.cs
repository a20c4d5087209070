namespace RefStructEnumerators;

public readonly ref struct Lines(ReadOnlySpan<char> text)
{
    private readonly ReadOnlySpan<char> _text = text;

    public Enumerator GetEnumerator() => new(_text);

    public ref struct Enumerator(ReadOnlySpan<char> text)
    {
        private ReadOnlySpan<char> _rest = text;

        public ReadOnlySpan<char> Current { get; private set; }

        public bool MoveNext()
        {
            if (_rest.IsEmpty)
            {
                return false;
            }

            var end = _rest.IndexOf('\n');
            if (end < 0)
            {
                Current = _rest;
                _rest = default;
            }
            else
            {
                Current = _rest[..end];
                _rest = _rest[(end + 1)..];
            }

            return true;
        }

        public void Dispose() => _rest = default;
    }
}

public ref struct RefEnumerator<T>(Span<T> values)
{
    private readonly Span<T> _values = values;
    private int _index = -1;

    public readonly ref T Current => ref _values[_index];

    public bool MoveNext() => ++_index < _values.Length;

    public readonly RefEnumerator<T> GetEnumerator() => this;
}

public ref struct Scope(ref int depth)
{
    private ref int _depth = ref depth;

    public void Dispose() => _depth--;

    public static Scope Enter(ref int depth)
    {
        depth++;
        return new Scope(ref depth);
    }
}

public static class Uses
{
    public static int Longest(string text)
    {
        var longest = 0;
        foreach (var line in new Lines(text))
        {
            longest = Math.Max(longest, line.Length);
        }

        return longest;
    }

    public static ReadOnlySpan<char> FirstNonEmpty(ReadOnlySpan<char> text)
    {
        foreach (var line in new Lines(text))
        {
            if (line.Length > 0)
            {
                return line;
            }
        }

        return default;
    }

    public static void Double(Span<int> values)
    {
        foreach (ref var value in new RefEnumerator<int>(values))
        {
            value *= 2;
        }
    }

    public static ref T FirstOf<T>(Span<T> values)
    {
        foreach (ref var value in new RefEnumerator<T>(values))
        {
            return ref value;
        }

        throw new InvalidOperationException();
    }

    public static int Nested()
    {
        var depth = 0;
        using (Scope.Enter(ref depth))
        {
            using var inner = Scope.Enter(ref depth);
            if (depth > 1)
            {
                return depth;
            }
        }

        return -depth;
    }

    public static int Words(ReadOnlySpan<char> text)
    {
        var count = 0;
        foreach (var range in text.Split(' '))
        {
            count += text[range].Length;
        }

        foreach (var line in text.EnumerateLines())
        {
            count += line.Length;
        }

        return count;
    }
}
