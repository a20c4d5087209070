namespace DelegatesAndRefs;

public delegate ref T Selector<T>(T[] values, int index);

public delegate ReadOnlySpan<char> Slicer(ReadOnlySpan<char> text);

public delegate void Visitor<T>(scoped ref T value)
    where T : allows ref struct;

public delegate bool TryTake(ref ReadOnlySpan<char> rest, out ReadOnlySpan<char> taken);

public delegate void Filler(Span<char> span, string state);

public static class Uses
{
    public static ref int Select(int[] values, Selector<int> selector) => ref selector(values, 0);

    public static Selector<T> Element<T>() => static (values, index) => ref values[index];

    public static ReadOnlySpan<char> Slice(string text, Slicer slicer) => slicer(text);

    public static int Run(int[] values)
    {
        Select(values, Element<int>()) = 3;
        var length = Slice("abc", static text => text[1..]).Length + Slice("abc", MemoryExtensions.TrimStart).Length;
        Visitor<Span<int>> visitor = static (scoped ref Span<int> span) => span = span[1..];
        Span<int> span = values;
        visitor(ref span);
        TryTake take = (ref ReadOnlySpan<char> rest, out ReadOnlySpan<char> taken) =>
        {
            taken = rest[..1];
            rest = rest[1..];
            return true;
        };
        ReadOnlySpan<char> rest = "xyz";
        while (rest.Length > 0 && take(ref rest, out var taken))
        {
            length += taken.Length;
        }

        Filler filler = (target, state) => state.CopyTo(target);
        Span<char> buffer = stackalloc char[4];
        filler(buffer, "ab");
        return length + span.Length + buffer.Length;
    }
}
