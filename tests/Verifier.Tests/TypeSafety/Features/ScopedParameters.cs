namespace ScopedParameters;

public static class Scopes
{
    public static int Sum(scoped ReadOnlySpan<int> values)
    {
        var sum = 0;
        foreach (var value in values)
        {
            sum += value;
        }

        return sum;
    }

    public static Span<int> Fill(Span<int> target, scoped ReadOnlySpan<int> source)
    {
        source.CopyTo(target);
        return target[..source.Length];
    }

    public static Span<int> Outer(int[] values)
    {
        Span<int> local = stackalloc int[4];
        local.Fill(7);
        return Fill(values, local);
    }

    public static void Assign(ref Span<int> target, scoped ref int value, int[] values)
    {
        value++;
        target = values;
    }

    public static int ScopedLocal()
    {
        var number = 4;
        scoped Span<int> span = new Span<int>(ref number);
        span[0]++;
        scoped ref var alias = ref span[0];
        alias++;
        span = default;
        return number;
    }

    public static Span<int> ScopedRef(Span<int> values, scoped ref int index)
    {
        index++;
        return values[index..];
    }

    public static Span<int> CallsScopedRef(Span<int> values)
    {
        var index = 0;
        values = ScopedRef(values, ref index);
        return ScopedRef(values, ref index);
    }

    public static Span<int> ScopedIn(Span<int> values, scoped in int index) => values[index..];

    public static Span<int> CallsScopedIn(Span<int> values)
    {
        var index = 2;
        return ScopedIn(values, index);
    }

    public static void ScopedRefStruct(scoped ref Span<int> values) => values = values[1..];

    public static Span<int> Skip(Span<int> values)
    {
        ScopedRefStruct(ref values);
        ScopedRefStruct(ref values);
        return values;
    }

    public static int LaterStackalloc(bool large)
    {
        scoped Span<byte> bytes;
        if (large)
        {
            bytes = new byte[1024];
        }
        else
        {
            bytes = stackalloc byte[16];
        }

        bytes.Clear();
        return bytes.Length;
    }
}

public ref struct Cursor
{
    private ReadOnlySpan<char> _text;

    public Cursor(ReadOnlySpan<char> text) => _text = text;

    public bool Accept(scoped ReadOnlySpan<char> token)
    {
        if (!_text.StartsWith(token))
        {
            return false;
        }

        _text = _text[token.Length..];
        return true;
    }

    public readonly ReadOnlySpan<char> Rest => _text;
}

public static class Cursors
{
    public static ReadOnlySpan<char> Parse(ReadOnlySpan<char> text)
    {
        var cursor = new Cursor(text);
        Span<char> token = stackalloc char[2];
        token[0] = 'a';
        token[1] = 'b';
        while (cursor.Accept(token))
        {
        }

        return cursor.Rest;
    }

    public static ReadOnlySpan<char> ByRef(ref Cursor cursor, scoped ReadOnlySpan<char> token)
    {
        _ = cursor.Accept(token);
        return cursor.Rest;
    }
}

public delegate int Summer(scoped ReadOnlySpan<int> values);

public static class Delegates
{
    public static int Use(Summer summer)
    {
        Span<int> values = stackalloc int[2];
        return summer(values) + ((Summer)Scopes.Sum)(values) + ((Summer)((scoped ReadOnlySpan<int> span) => span.Length))(values);
    }
}
