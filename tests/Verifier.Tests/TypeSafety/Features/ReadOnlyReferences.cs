namespace ReadOnlyReferences;

public readonly struct Big(long a, long b)
{
    public readonly long A = a;

    public long B { get; } = b;

    public long Sum() => A + B;

    public static long Add(in Big left, in Big right) => left.A + right.Sum();

    public static Big operator +(in Big left, in Big right) => new(left.A + right.A, left.B + right.B);
}

public struct Mutable
{
    public int Count;

    public int Next() => ++Count;

    public readonly int Peek() => Count;

    public readonly int Defensive() => Copy().Next() + Other.Next();

    private readonly Mutable Copy() => this;

    private static readonly Mutable Other;

    public override string ToString() => Next().ToString();
}

public class Holder
{
    public readonly Mutable Fixed;
    private readonly Big _big = new(1, 2);
    public static readonly Big Shared = new(3, 4);

    public ref readonly Big Big => ref _big;

    public static ref readonly Big OfStatic => ref Shared;

    public int Run(in Mutable mutable, ref readonly Big big)
    {
        var count = mutable.Next() + mutable.Peek() + Fixed.Next() + Fixed.Count + mutable.Count + mutable.ToString().Length;
        ref readonly var alias = ref mutable;
        count += alias.Next();
        ref readonly var other = ref Big;
        var copy = other;
        count += (int)(Big.Add(other, in big) + Big.Add(new Big(1, 1), copy) + (other + big).B + big.Sum());
        foreach (ref readonly var item in new ReadOnlySpan<Mutable>(in mutable))
        {
            count += item.Next();
        }

        return count;
    }

    public int Call()
    {
        var mutable = new Mutable();
        var big = new Big(5, 6);
        return Run(mutable, in big) + Run(in mutable, ref big) + Run(new Mutable(), in OfStatic);
    }
}

public static class Generic
{
    public static string Text<T>(in T value)
        where T : notnull => value.ToString() + value.GetHashCode();

    public static int Compare<T>(in T left, in T right)
        where T : IComparable<T> => left.CompareTo(right);

    public static bool Equal<T>(ref readonly T left, T right)
        where T : struct, IEquatable<T> => left.Equals(right);

    public static ref readonly T First<T>(ReadOnlySpan<T> span) => ref span[0];

    public static T Copy<T>(in T value) => value;

    public static int Default(in int value = 4) => value;

    public static int Use() => Default() + Default(3) + Compare(1, 2) + Copy(in Empty<int>.Value);
}

public static class Empty<T>
{
    public static readonly T? Value = default;

    public static ref readonly T? Reference => ref Value;
}

public delegate void Reader(in int value, ref readonly Big big);

public interface IReads
{
    int Read(in int value);

    ref readonly int Last { get; }

    int this[in int index] { get; }
}

public class Reads : IReads
{
    private int _last;

    public virtual int Read(in int value) => _last = value;

    public ref readonly int Last => ref _last;

    public int this[in int index] => index;

    public int Use(Reader reader)
    {
        reader(3, Holder.OfStatic);
        Reader own = static (in value, ref readonly big) => _ = big.A + value;
        own(Last, in Holder.Shared);
        return this[Last] + Read(Last) + Read(4);
    }
}
