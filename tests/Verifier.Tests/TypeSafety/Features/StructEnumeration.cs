namespace StructEnumeration;

public readonly struct Bits(uint value)
{
    public Enumerator GetEnumerator() => new(value);

    public struct Enumerator(uint rest)
    {
        private uint _rest = rest;

        public int Current { get; private set; }

        public bool MoveNext()
        {
            if (_rest == 0)
            {
                return false;
            }

            Current = System.Numerics.BitOperations.TrailingZeroCount(_rest);
            _rest &= _rest - 1;
            return true;
        }
    }
}

public static class Extensions
{
    public static IEnumerator<int> GetEnumerator(this int count) => Enumerable.Range(0, count).GetEnumerator();

    public static Range.Enumerator GetEnumerator(this System.Range range) => new Range(range.Start.Value, range.End.Value).GetEnumerator();
}

public readonly record struct Range(int From, int To) : IEnumerable<int>
{
    public Enumerator GetEnumerator() => new(this);

    IEnumerator<int> IEnumerable<int>.GetEnumerator() => GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public struct Enumerator(Range range) : IEnumerator<int>
    {
        public int Current { get; private set; } = range.From - 1;

        readonly object IEnumerator.Current => Current;

        public bool MoveNext() => ++Current < range.To;

        public void Reset() => Current = range.From - 1;

        void IDisposable.Dispose() => Current = 0;
    }
}

public static class Uses
{
    public static int Run(List<int> list, Dictionary<string, int> map, Queue<int> queue)
    {
        var sum = 0;
        foreach (var bit in new Bits(0b1011))
        {
            sum += bit;
        }

        foreach (var value in 3)
        {
            sum += value;
        }

        foreach (var value in 1..4)
        {
            sum += value;
        }

        foreach (var value in list)
        {
            foreach (var (key, other) in map)
            {
                sum += value + key.Length + other;
            }
        }

        foreach (var value in queue)
        {
            sum += value;
        }

        foreach (int value in new ArrayList { 1, 2 })
        {
            sum += value;
        }

        foreach (var letter in "abc")
        {
            sum += letter;
        }

        foreach (var value in new Range(1, 3).Where(value => value > 1))
        {
            sum += value;
        }

        return sum + Generic<Range, Range.Enumerator>(default);
    }

    private static int Generic<T, TEnumerator>(TEnumerator enumerator)
        where TEnumerator : struct, IEnumerator<int>
        where T : IEnumerable<int>
    {
        using (enumerator)
        {
            return enumerator.MoveNext() ? enumerator.Current : -1;
        }
    }
}
