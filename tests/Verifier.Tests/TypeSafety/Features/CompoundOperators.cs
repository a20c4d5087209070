namespace CompoundOperators;

public class Matrix(int size)
{
    private readonly double[] _values = new double[size];

    public void operator +=(Matrix other)
    {
        for (var index = 0; index < _values.Length; index++)
        {
            _values[index] += other._values[index];
        }
    }

    public void operator *=(double factor)
    {
        foreach (ref var value in _values.AsSpan())
        {
            value *= factor;
        }
    }

    public void operator ++() => _values[0]++;

    public void operator checked -=(int amount) => _values[0] -= checked(amount * 2);

    public void operator -=(int amount) => _values[0] -= amount;

    public static Matrix operator +(Matrix left, Matrix right)
    {
        var result = new Matrix(left._values.Length);
        result += left;
        result += right;
        return result;
    }

    public double First => _values[0];
}

public struct Counter
{
    private int _count;

    public void operator +=(int amount) => _count += amount;

    public void operator --() => _count--;

    public static Counter operator ++(Counter value) => new() { _count = value._count + 1 };

    public readonly int Count => _count;
}

public interface IAddable<T>
{
    void operator +=(T value);
}

public struct Bag : IAddable<string>
{
    private string _all;

    public void operator +=(string value) => _all += value;

    public readonly string All => _all;
}

public static class Uses
{
    public static void Add<T, TValue>(ref T target, TValue value)
        where T : IAddable<TValue> => target += value;

    public static double Run()
    {
        var matrix = new Matrix(2);
        matrix += new Matrix(2);
        matrix *= 3;
        ++matrix;
        matrix++;
        checked
        {
            matrix -= 2;
        }

        var counter = new Counter();
        counter += 3;
        counter--;
        counter++;
        var counters = new Counter[1];
        counters[0] += 4;
        var bag = new Bag();
        Add(ref bag, "x");
        return (matrix + matrix).First + counter.Count + counters[0].Count + bag.All.Length;
    }
}
