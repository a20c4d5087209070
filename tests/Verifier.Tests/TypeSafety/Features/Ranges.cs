namespace Ranges;

public class Window(int[] values)
{
    public int Length => values.Length;

    public int this[int index]
    {
        get => values[index];
        set => values[index] = value;
    }

    public int[] Slice(int start, int length) => values.AsSpan(start, length).ToArray();
}

public class Explicit
{
    public string this[Index index] => index.ToString();

    public string this[Range range] => range.ToString();
}

public ref struct SpanWindow(Span<int> values)
{
    private readonly Span<int> _values = values;

    public readonly int Length => _values.Length;

    public readonly ref int this[int index] => ref _values[index];

    public readonly SpanWindow Slice(int start, int length) => new(_values.Slice(start, length));
}

public static class Uses
{
    public static int Arrays(int[] values)
    {
        var part = values[1..^1];
        Index last = ^1;
        Range all = ..;
        values[^2] += part[last];
        return values[last] + values[all].Length + values[^part.Length..].Length;
    }

    public static string Strings(string text) => text[1..] + text[..^1] + text[^1] + text[1..2];

    public static int Spans(Span<int> span) => span[1..][..^1].Length + span[^1];

    public static int Custom(Window window)
    {
        window[^1] = 3;
        window[^2] += 4;
        return window[1..^1].Length + window[^1];
    }

    public static string OfExplicit(Explicit value, Index index, Range range) => value[^3] + value[1..2] + value[index] + value[range];

    public static int OfRefStruct(int[] values)
    {
        var window = new SpanWindow(values);
        window[^1] = 3;
        window[^1]++;
        return window[1..^1].Length;
    }

    public static ref int Inner(SpanWindow window) => ref window[1..][^1];

    public static int Lists(List<int> list) => list[^1] + list[..2].Count;
}
