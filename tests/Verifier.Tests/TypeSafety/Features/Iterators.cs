namespace Iterators;

public static class Iterators
{
    public static IEnumerable<int> Range(int from, int to)
    {
        for (var index = from; index < to; index++)
        {
            yield return index;
        }
    }

    public static IEnumerator<string> Enumerator()
    {
        yield return "a";
        yield break;
    }

    public static IEnumerable<T> Interleave<T>(IEnumerable<T> left, IEnumerable<T> right)
    {
        using var first = left.GetEnumerator();
        using var second = right.GetEnumerator();
        while (first.MoveNext() && second.MoveNext())
        {
            yield return first.Current;
            yield return second.Current;
        }
    }

    public static IEnumerable<int> WithFinally(List<string> log)
    {
        try
        {
            log.Add("try");
            yield return 1;
            try
            {
                yield return 2;
            }
            finally
            {
                log.Add("inner");
            }

            foreach (var text in log.ToArray())
            {
                yield return text.Length;
            }
        }
        finally
        {
            log.Add("outer");
        }
    }

    public static IEnumerable<int> WithLock(Lock gate)
    {
        foreach (var value in Range(0, 3))
        {
            lock (gate)
            {
            }

            yield return value;
        }
    }

    public static IEnumerable<int> WithSpan(int[] values)
    {
        for (var index = 0; index < values.Length; index++)
        {
            Span<int> span = values;
            ref var slot = ref span[index];
            slot++;
            yield return values[index];
        }
    }

    public static IEnumerable Untyped()
    {
        yield return 1;
        yield return "x";
    }

    public static IEnumerable<(int, string)> Tuples(Dictionary<int, string> map)
    {
        foreach (var (key, value) in map)
        {
            yield return (key, value);
        }
    }

    public static IEnumerable<int> Local(int depth)
    {
        return depth == 0 ? [] : Inner();

        IEnumerable<int> Inner()
        {
            yield return depth;
            foreach (var value in Local(depth - 1))
            {
                yield return value;
            }
        }
    }
}

public class Tree<T>(T value) : IEnumerable<T>
{
    public List<Tree<T>> Children { get; } = [];

    public IEnumerator<T> GetEnumerator()
    {
        yield return value;
        foreach (var child in Children)
        {
            foreach (var inner in child)
            {
                yield return inner;
            }
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

public readonly struct Countdown(int from)
{
    public Enumerator GetEnumerator() => new(from);

    public struct Enumerator(int from) : IEnumerator<int>
    {
        private int _current = from + 1;

        public readonly int Current => _current;

        readonly object IEnumerator.Current => _current;

        public bool MoveNext() => --_current > 0;

        public void Reset() => throw new NotSupportedException();

        public readonly void Dispose()
        {
        }
    }

    public static int Sum()
    {
        var sum = 0;
        foreach (var value in new Countdown(3))
        {
            sum += value;
        }

        foreach (var (key, value) in new SortedList<int, int> { [1] = 2 })
        {
            sum += key * value;
        }

        return sum;
    }

    public IEnumerable<int> Own()
    {
        for (var index = from; index > 0; index--)
        {
            yield return index;
        }
    }
}
