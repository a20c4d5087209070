namespace OverloadPriority;

public static class Overloads
{
    [OverloadResolutionPriority(1)]
    public static int Take(ReadOnlySpan<int> values) => values.Length;

    public static int Take(int[] values) => -values.Length;

    [OverloadResolutionPriority(-1)]
    public static int Take(IEnumerable<int> values) => values.Count();

    public static int First(this ReadOnlySpan<char> text) => text[0];

    public static int FirstOf(this Span<string> values) => values.Length;

    public static int Use(int[] values, string text, string[] texts) =>
        Take(values) + Take([1, 2]) + Take(new List<int>()) + text.First() + texts.FirstOf() + values.AsSpan().IndexOf(3) + values.IndexOf(4);

    public static bool FirstClassSpans(string[] left, object[] right)
    {
        ReadOnlySpan<object> covariant = left;
        ReadOnlySpan<char> text = "abc";
        Span<object> writable = right;
        ReadOnlySpan<object> again = writable;
        return covariant.Length == again.Length && text.StartsWith("a") && left.Contains("x") && left.SequenceEqual(left) && left.Reverse().Any();
    }

    public static ReadOnlySpan<object> Upcast(ReadOnlySpan<string> texts) => ReadOnlySpan<object>.CastUp(texts);
}
