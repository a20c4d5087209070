namespace Lambdas;

public delegate int Taker(in int value, ref int other, out int result);

public static class Functions
{
    public static int Defaults()
    {
        var add = (int left, int right = 10) => left + right;
        var all = (params int[] values) => values.Length;
        return add(1) + add(1, 2) + all(1, 2, 3);
    }

    public static Delegate NaturalTypes()
    {
        var identity = (int value) => value;
        var text = object (bool first) => first ? "x" : 1;
        var byReference = (ref int value) => ref value;
        var number = 3;
        byReference(ref number)++;
        Delegate some = string.IsNullOrEmpty;
        return number > identity(3) ? text : some;
    }

    public static int Static() => new[] { 1, 2 }.Select(static value => value * 2).Sum();

    public static Func<int> Captures(int parameter)
    {
        var local = parameter;
        for (var index = 0; index < 3; index++)
        {
            var inner = index;
            Action nested = () =>
            {
                local += inner;
                Action deeper = () => local += inner + parameter;
                deeper();
            };
            nested();
        }

        return () => local++;
    }

    public static int Modifiers()
    {
        Taker taker = (in value, ref other, out result) => result = value + other++;
        var state = 4;
        taker(3, ref state, out var produced);
        return produced + state;
    }

    public static Func<int, Func<int, int>> Curried() => left => right => left + right;

    public static Func<int, int> Recursive()
    {
        Func<int, int> factorial = null!;
        factorial = value => value <= 1 ? 1 : value * factorial(value - 1);
        return factorial;
    }

    public static Func<T, TResult> Generic<T, TResult>(TResult result)
        where T : class
    {
        var calls = 0;
        return value => calls++ > 3 && value is null ? default! : result;
    }

    public static Action<object?, EventArgs> Discards() => (_, _) => { };

    public static Func<ReadOnlySpan<char>, int> OfSpans() => text => text.Length;

    public static IComparer<string> Comparer() => Comparer<string>.Create((left, right) => left.Length - right.Length);

    public static int Immediately() => ((Func<int>)(() => 4))() + new Func<int, int>(value => value)(3);

    public static Action Conditional(bool first) => first ? () => { } : Nothing;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Nothing()
    {
        var attributed = [MethodImpl(MethodImplOptions.NoInlining)] (int value) => value;
        attributed(3);
    }
}

public class Instance
{
    private int _count;

    public Func<int> OfThis() => () => ++_count;

    public Func<int> OfThisAndLocal(int local) => () => _count += local;

    public event Func<int>? Asked;

    public Instance() => Asked += () => _count;

    public int Ask() => Asked!();
}

public struct Value(int number)
{
    public readonly Func<int> Copy()
    {
        var copy = this;
        return () => copy.Number;
    }

    public int Number = number;
}
