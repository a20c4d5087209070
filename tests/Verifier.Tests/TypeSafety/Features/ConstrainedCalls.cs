namespace ConstrainedCalls;

public interface ICounter
{
    int Count { get; set; }

    void Add();

    string Name => "counter " + Count;
}

public struct Counter : ICounter, IComparable<Counter>, IDisposable
{
    public int Count { get; set; }

    public void Add() => Count++;

    public readonly int CompareTo(Counter other) => Count.CompareTo(other.Count);

    void IDisposable.Dispose() => Count = -1;

    public override readonly string ToString() => $"{Count}";
}

public class Reference : ICounter
{
    public int Count { get; set; }

    public void Add() => Count += 2;
}

public class Holder<T>
    where T : ICounter
{
    private T _value;
    private readonly T _fixed;
    private readonly T[] _array;

    public Holder(T value) => (_value, _fixed, _array) = (value, value, [value]);

    public int Run(ref T parameter, in T readOnly, T[,] grid)
    {
        _value.Add();
        _fixed.Add();
        _array[0].Add();
        _array[0].Count += 3;
        parameter.Add();
        readOnly.Add();
        grid[0, 0].Add();
        var local = _value;
        local.Count++;
        ref var alias = ref _array[0];
        alias.Count--;
        return local.Count + _value.Count + _array[0].Count + grid[0, 0].Count + _fixed.Name.Length;
    }

    public string Text() => _value.ToString() + _fixed.GetHashCode() + _value.Equals(_fixed) + _value.GetType();
}

public static class Uses
{
    public static int Run()
    {
        var counter = new Counter { Count = 2 };
        var reference = new Reference();
        using (counter)
        {
            counter.Add();
        }

        ICounter boxed = counter;
        boxed.Add();
        ((ICounter)counter).Count = 9;
        return new Holder<Counter>(counter).Run(ref counter, in counter, new Counter[1, 1])
            + new Holder<Reference>(reference).Run(ref reference, reference, new Reference[1, 1] { { reference } })
            + ((Counter)boxed).Count + boxed.Name.Length + Largest(counter, (Counter)boxed).Count;
    }

    public static T Largest<T>(T left, T right)
        where T : struct, IComparable<T> => left.CompareTo(right) > 0 ? left : right;

    public static int Sum<TList, T>(TList list)
        where TList : IList<T>
        where T : struct, IConvertible
    {
        var sum = 0;
        for (var index = 0; index < list.Count; index++)
        {
            sum += list[index].ToInt32(null);
            list[index] = default;
        }

        foreach (var item in list)
        {
            sum += item.GetHashCode();
        }

        return sum;
    }
}
