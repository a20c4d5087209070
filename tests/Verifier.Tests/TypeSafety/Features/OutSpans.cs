namespace OutSpans;

public static class Outs
{
    public static bool TrySplit(ReadOnlySpan<char> text, char at, out ReadOnlySpan<char> left, out ReadOnlySpan<char> right)
    {
        var index = text.IndexOf(at);
        if (index >= 0)
        {
            left = text[..index];
            right = text[(index + 1)..];
            return true;
        }

        left = right = default;
        return false;
    }

    public static ReadOnlySpan<char> Right(ReadOnlySpan<char> text)
    {
        TrySplit(text, '=', out _, out var right);
        return right;
    }

    public static int Local()
    {
        Span<char> buffer = stackalloc char[8];
        buffer.Fill('a');
        TrySplit(buffer, 'b', out var left, out var right);
        return left.Length + right.Length;
    }

    public static void Take(scoped ref Span<int> rest, int count, out Span<int> taken)
    {
        taken = rest[..count];
        rest = rest[count..];
    }

    public static Span<int> Second(Span<int> values)
    {
        Take(ref values, 1, out _);
        Take(ref values, 1, out var second);
        return second;
    }

    public static void Swap(ref ReadOnlySpan<char> left, ref ReadOnlySpan<char> right)
    {
        var copy = left;
        left = right;
        right = copy;
    }

    public static ReadOnlySpan<char> Longer(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        if (left.Length < right.Length)
        {
            Swap(ref left, ref right);
        }

        return left;
    }

    public static void Nested(out Span<int> result, int[] values)
    {
        Inner(out result);

        void Inner(out Span<int> inner) => inner = values.AsSpan(1);
    }

    public static void Assign(scoped ref Span<int> target, Span<int> value) => target = value;

    public static Span<int> Loop(int[] values)
    {
        Span<int> current = default;
        foreach (var count in values)
        {
            Assign(ref current, values.AsSpan(0, count));
        }

        return current;
    }

    public static void Arrays(ref int[] values, out string[] texts)
    {
        Array.Resize(ref values, 4);
        texts = new string[values.Length];
    }
}

public ref struct Pair
{
    public Span<int> Left;
    public Span<int> Right;

    public void Exchange()
    {
        var copy = Left;
        Left = Right;
        Right = copy;
    }

    public void Move(scoped ref Pair other)
    {
        other.Left = default;
        Right = Left;
    }

    public static Pair Of(Span<int> values)
    {
        Pair pair;
        pair.Left = values[..1];
        pair.Right = values[1..];
        pair.Exchange();
        return pair;
    }

    public static void Fill(out Pair pair, Span<int> values)
    {
        pair = default;
        pair.Left = values;
        pair.Right = values;
    }

    public static Span<int> Use(int[] values)
    {
        Fill(out var pair, values);
        var other = Of(pair.Right);
        pair.Exchange();
        return other.Left;
    }
}
