namespace LocalFunctions;

public static class Functions
{
    public static int Captures(int parameter)
    {
        var local = 1;
        Add(3);
        Add(4);
        return local + Twice(local) + Fibonacci(5);

        void Add(int value)
        {
            local += value + parameter;
            Nested();

            void Nested() => local++;
        }

        static int Twice(int value) => value * 2;

        int Fibonacci(int value) => value < 2 ? value + local : Fibonacci(value - 1) + Fibonacci(value - 2);
    }

    public static T Generic<T>(T value, int times)
        where T : class
    {
        var calls = 0;
        return Inner(value, new List<T>());

        TOther Inner<TOther>(TOther other, List<T> list)
            where TOther : class
        {
            list.Add(value);
            return ++calls < times ? Inner(other, list) : other;
        }
    }

    public static ref int ReturnsRef(int[] values)
    {
        return ref At(1);

        ref int At(int index) => ref values[index];
    }

    public static Func<int> AsDelegate(int start)
    {
        return Next;

        int Next() => start++;
    }

    public static async Task<int> InAsync(int value)
    {
        var sum = 0;
        await Add(value);
        return sum + Plain();

        async Task Add(int amount)
        {
            await Task.Yield();
            sum += amount;
        }

        int Plain() => sum * value;
    }

    public static IEnumerable<int> InIterator(int count)
    {
        for (var index = 0; index < count; index++)
        {
            yield return Square(index) + count;
        }

        int Square(int value) => value * value + count;
    }

    public static int WithSpan(Span<int> values)
    {
        return Sum(values) + Sum(stackalloc int[2]);

        static int Sum(ReadOnlySpan<int> span)
        {
            var sum = 0;
            foreach (var value in span)
            {
                sum += value;
            }

            return sum;
        }
    }

    public static int Out(string text)
    {
        return TryParse(out var value, in text) ? value : 0;

        bool TryParse(out int result, in string given) => int.TryParse(given + text, out result);
    }

    public static int Loops()
    {
        var total = 0;
        for (var index = 0; index < 3; index++)
        {
            var captured = index;
            Accumulate();
            void Accumulate() => total += captured;
        }

        return total;
    }
}

public class Instance
{
    private int _value = 3;

    public int Run(int local)
    {
        return Inner() + Both();

        int Inner() => _value;

        int Both() => _value += local;
    }
}

public struct Structure
{
    public int Value;

    public int Run()
    {
        Value = Add(Value);
        return Value;

        static int Add(int value) => value + 1;
    }
}
