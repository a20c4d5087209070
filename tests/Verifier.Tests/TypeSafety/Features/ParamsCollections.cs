namespace ParamsCollections;

public static class Params
{
    public static int Spans(params ReadOnlySpan<int> values) => values.Length;

    public static int Writable(params Span<string> values) => values.Length;

    public static int Array(string format, params object[] values) => values.Length + format.Length;

    public static int Lists(params List<int> values) => values.Count;

    public static int Enumerables(params IEnumerable<string> values) => values.Count();

    public static int ReadOnlyLists<T>(params IReadOnlyList<T> values) => values.Count;

    public static T First<T>(params ReadOnlySpan<T> values) => values[0];

    public static ReadOnlySpan<char> Longest(params ReadOnlySpan<string> texts)
    {
        var longest = "";
        foreach (var text in texts)
        {
            longest = text.Length > longest.Length ? text : longest;
        }

        return longest;
    }

    public static int Use(int number) =>
        Spans(1, 2, 3) + Spans(number, number) + Spans() + Writable("a", number.ToString()) + Array("{0}", number, "x")
        + Lists(1, 2, number) + Enumerables("a", "b") + ReadOnlyLists(1.5, 2.5) + First('a', 'b') + Longest("a", "bb").Length;

    public static string Framework(int number) =>
        string.Concat("a", "b", "c", "d") + string.Join(", ", "a", "b", number.ToString()) + string.Format("{0}{1}{2}{3}", 1, 2, 3, number)
        + string.Join(',', (ReadOnlySpan<string>)["x", "y"]);

    public static int Overloaded(params ReadOnlySpan<object> values) => values.Length;

    public static int Overloaded(params object[] values) => -values.Length;

    public static int UseOverloads() => Overloaded(1, "a", 2.5) + Overloaded([]);
}

public class Indexed
{
    public int this[params ReadOnlySpan<int> indices] => indices.Length;

    public Indexed(params ReadOnlySpan<string> names) => Count = names.Length;

    public int Count { get; }

    public static int Use() => new Indexed("a", "b")[1, 2, 3];
}

public delegate int Folder(params ReadOnlySpan<int> values);

public static class Delegates
{
    public static int Use(Folder folder)
    {
        var lambda = (params int[] values) => values.Length;
        return folder(1, 2, 3) + lambda(4, 5) + ((Folder)Params.Spans)(6);
    }
}
