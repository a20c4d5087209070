namespace Tuples;

public static class Uses
{
    public static (int Sum, int Count) Fold(IEnumerable<int> values)
    {
        var result = (Sum: 0, Count: 0);
        foreach (var value in values)
        {
            result.Sum += value;
            result.Count++;
        }

        return result;
    }

    public static (T Left, TOther Right) Make<T, TOther>(T left, TOther right) => (left, right);

    public static int Deconstruct()
    {
        var (sum, count) = Fold([1, 2]);
        int other;
        (other, _) = (sum, count);
        (sum, count) = (count, sum);
        var ((a, b), c) = ((1, 2), 3);
        foreach (var (index, text) in new[] { (1, "a"), (2, "b") })
        {
            other += index + text.Length;
        }

        return sum + other + a + b + c;
    }

    public static bool Compare((int, string) left, (long, string) right) => left == right || left != (1, "x");

    public static (int, int, int, int, int, int, int, int, int) Long() => (1, 2, 3, 4, 5, 6, 7, 8, 9);

    public static int LongItems() => Long().Item9 + Long().Item8;

    public static (int First, (string Text, double? Real) More) Nested() => (1, ("a", null));

    public static ref int Item(ref (int X, int Y) pair, bool first) => ref first ? ref pair.X : ref pair.Y;

    public static Dictionary<(int, int), string> Keys() => new() { [(1, 2)] = "a" };

    public static void Swap(int[] values, int left, int right) => (values[left], values[right]) = (values[right], values[left]);

    public static IEnumerable<(int Index, T Item)> Number<T>(IEnumerable<T> items) => items.Select((item, index) => (index, item));

    public static (int, int) With((int X, int Y) pair)
    {
        pair.X++;
        return pair with { Y = 4 };
    }

    public static object Box() => (1, "a");

    public static async Task<(int, string)> Later() => (await Task.FromResult(1), await Task.FromResult("x"));
}

public class Deconstructed
{
    public int X { get; set; }

    public void Deconstruct(out int x, out string text) => (x, text) = (X, "t");

    public static int Use(Deconstructed value, KeyValuePair<int, string> pair)
    {
        var (x, _) = value;
        var (key, (_, text)) = (pair.Key, value);
        (value.X, var other) = pair;
        return x + key + text.Length + other.Length;
    }
}

public static class ByExtension
{
    public static void Deconstruct<T>(this T[] values, out T first, out T second) => (first, second) = (values[0], values[1]);

    public static int Use(int[] values)
    {
        var (first, second) = values;
        return first - second;
    }
}
