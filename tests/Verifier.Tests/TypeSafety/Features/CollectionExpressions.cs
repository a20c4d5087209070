using System.Collections.Immutable;

namespace CollectionExpressions;

[CollectionBuilder(typeof(Bag), nameof(Bag.Create))]
public sealed class Bag<T>(T[] items) : IEnumerable<T>
{
    public int Count => items.Length;

    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

public static class Bag
{
    public static Bag<T> Create<T>(ReadOnlySpan<T> items) => new(items.ToArray());
}

public sealed class Adder : IEnumerable<string>
{
    private readonly List<string> _items = [];

    public void Add(string item) => _items.Add(item);

    public IEnumerator<string> GetEnumerator() => _items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

public static class Expressions
{
    public static int[] ToArray(int number) => [number, 2, 3];

    public static List<int> ToList(int number) => [number, .. ToArray(number), 9];

    public static Span<int> ToSpanOfConstants() => new int[] { 1, 2 };

    public static int LocalSpan(int number)
    {
        Span<int> values = [number, number + 1, 3];
        ReadOnlySpan<string> texts = ["a", number.ToString(), "c"];
        ReadOnlySpan<int> constants = [1, 2, 3, 4];
        Span<object> single = [number];
        return values[1] + texts.Length + constants[3] + single.Length;
    }

    public static ImmutableArray<int> ToImmutable(int number) => [number, 1, 2];

    public static ImmutableArray<string> Constants() => ["a", "b"];

    public static IEnumerable<int> ToEnumerable(int number) => [number, 2];

    public static IReadOnlyList<string> ToReadOnlyList(string text) => [text];

    public static IReadOnlyCollection<int> ToReadOnlyCollection() => [];

    public static IList<int> ToIList(int number) => [number, number];

    public static ICollection<int> ToICollection(IEnumerable<int> numbers) => [.. numbers, 4];

    public static HashSet<string> ToSet(string text) => [text, "b", text];

    public static Bag<int> ToBag(int number) => [number, 1, 2];

    public static Bag<string> ToBagOfSpread(List<string> texts) => [.. texts, "end"];

    public static Adder ToAdder(string text) => [text, .. ToSet(text)];

    public static int[] Spread(int[] left, List<int> middle, IEnumerable<int> right, ReadOnlySpan<int> span) =>
        [.. left, 0, .. middle, .. right, .. span];

    public static string[] SpreadConditional(bool more, string[] rest) => ["first", .. more ? rest : []];

    public static List<List<int>> Nested() => [[1, 2], [], [.. ToArray(3)]];

    public static Dictionary<string, int[]> Values() => new() { ["a"] = [1, 2], ["b"] = [] };

    public static int Foreach()
    {
        var sum = 0;
        foreach (var value in (ReadOnlySpan<int>)[1, 2, 3])
        {
            sum += value;
        }

        foreach (var text in (string[])["a", "b"])
        {
            sum += text.Length;
        }

        return sum;
    }

    public static T[] Generic<T>(T first, T second) => [first, second];

    public static int GenericSpan<T>(T first, T second)
    {
        ReadOnlySpan<T> values = [first, second];
        return values.Length;
    }

    public static IEnumerable<T> GenericEnumerable<T>(T first) => [first];

    public static int Many(int number)
    {
        ReadOnlySpan<int> values = [number, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19];
        return values[^1];
    }

    public static void Assign(List<int> target)
    {
        int[] values = [];
        values = [.. values, 1];
        target.AddRange([1, 2, .. values]);
        Take([1, 2], ["x"]);
    }

    private static void Take(ReadOnlySpan<int> numbers, IReadOnlyList<string> texts)
    {
    }
}
