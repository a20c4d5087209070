namespace ReturnedSpans;

public static class Slices
{
    public static Span<int> First(Span<int> values, int count) => values[..count];

    public static ReadOnlySpan<char> Trim(ReadOnlySpan<char> text)
    {
        var start = 0;
        while (start < text.Length && text[start] == ' ')
        {
            start++;
        }

        return text.Slice(start);
    }

    public static Span<T> Of<T>(T[] values) => values;

    public static ReadOnlySpan<T> Choose<T>(bool first, ReadOnlySpan<T> left, ReadOnlySpan<T> right)
    {
        ReadOnlySpan<T> result;
        if (first)
        {
            result = left;
        }
        else
        {
            result = right;
        }

        return result;
    }

    public static Span<byte> Nothing() => default;

    public static Span<byte> Nothing2() => [];

    public static ReadOnlySpan<char> OfString(string text) => text;

    public static ReadOnlySpan<char> Between(string text, char left, char right)
    {
        var span = text.AsSpan();
        var start = span.IndexOf(left) + 1;
        span = span.Slice(start);
        var end = span.IndexOf(right);
        return end < 0 ? default : span.Slice(0, end);
    }

    public static Span<int> Loop(Span<int> values)
    {
        var current = values;
        while (current.Length > 1)
        {
            current = current[0] < current[^1] ? current[1..] : current[..^1];
        }

        return current;
    }

    public static Memory<int> InMemory(int[] values) => values.AsMemory(1);

    public static Span<T> Largest<T>(Span<T> left, Span<T> right) => left.Length > right.Length ? left : right;
}

public readonly ref struct Pair
{
    public Pair(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        Left = left;
        Right = right;
    }

    public ReadOnlySpan<char> Left { get; }

    public ReadOnlySpan<char> Right { get; }

    public static Pair Split(ReadOnlySpan<char> text, char at)
    {
        var index = text.IndexOf(at);
        return index < 0 ? new Pair(text, default) : new Pair(text[..index], text[(index + 1)..]);
    }

    public Pair Swapped() => new(Right, Left);

    public void Deconstruct(out ReadOnlySpan<char> left, out ReadOnlySpan<char> right)
    {
        left = Left;
        right = Right;
    }
}

public static class Pairs
{
    public static ReadOnlySpan<char> Value(string line)
    {
        var (_, value) = Pair.Split(line, '=');
        return value;
    }

    public static Pair Nested(string line)
    {
        var outer = Pair.Split(line, ';');
        return Pair.Split(outer.Right, '=').Swapped();
    }

    public static bool TrySplit(ReadOnlySpan<char> text, out ReadOnlySpan<char> head, out ReadOnlySpan<char> tail)
    {
        var pair = Pair.Split(text, ' ');
        head = pair.Left;
        tail = pair.Right;
        return head.Length > 0;
    }

    public static ReadOnlySpan<char> Last(ReadOnlySpan<char> text)
    {
        while (TrySplit(text, out var head, out var tail))
        {
            if (tail.IsEmpty)
            {
                return head;
            }

            text = tail;
        }

        return text;
    }
}
