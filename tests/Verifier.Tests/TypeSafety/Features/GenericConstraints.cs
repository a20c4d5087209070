namespace GenericConstraints;

public class Base
{
    public int Number = 3;

    public virtual int Get() => Number;

    protected int Hidden = 1;
}

public interface IThing
{
    int Size { get; set; }

    T Convert<T>(T value);
}

public class Thing : Base, IThing
{
    public int Size { get; set; }

    public T Convert<T>(T value) => value;
}

public struct Small : IThing, IEquatable<Small>
{
    public int Size { get; set; }

    public readonly T Convert<T>(T value) => value;

    public readonly bool Equals(Small other) => Size == other.Size;
}

public static class Methods
{
    public static int OfBase<T>(T value)
        where T : Base
    {
        value.Number++;
        return value.Get() + value.Number;
    }

    public static T OfNew<T>()
        where T : Base, IThing, new() => new() { Size = 4 };

    public static int OfStruct<T>(T value)
        where T : struct, IThing
    {
        value.Size++;
        value.Size += 2;
        return value.Size + value.Convert(3);
    }

    public static int OfUnmanaged<T>(T[] values)
        where T : unmanaged => values.AsSpan().Length;

    public static string OfNotNull<T>(T value)
        where T : notnull => value.ToString() ?? "";

    public static bool OfEquatable<T>(T left, T right)
        where T : IEquatable<T>? => left is null ? right is null : left.Equals(right);

    public static TOut Upcast<TIn, TOut>(TIn value)
        where TIn : TOut => value;

    public static int OfDelegate<T>(T value)
        where T : Delegate => value.GetInvocationListLength();

    public static TEnum OfEnum<TEnum>(int value)
        where TEnum : struct, Enum => (TEnum)Enum.ToObject(typeof(TEnum), value);

    public static void OfRef<T>(ref T value, T[] values)
        where T : IThing
    {
        value.Size = 3;
        values[0].Size++;
        value = values[0];
    }

    public static bool Default<T>(T value) => EqualityComparer<T>.Default.Equals(value, default) || value is null || value is int;

    public static T? Cast<T>(object value)
        where T : class => value as T ?? (T)value;

    public static T Unbox<T>(object value) => (T)value;

    public static object? Box<T>(T value) => value;

    public static TTo Recast<TFrom, TTo>(TFrom value) => (TTo)(object)value!;

    public static Type TypeOf<T>() => typeof(T) == typeof(int) ? typeof(List<>) : typeof(Dictionary<T[], List<T>>)!;

    public static int InvocationList(Delegate value) => OfDelegate(value);

    private static int GetInvocationListLength(this Delegate value) => value is null ? 0 : 1;
}

public class Cache<TKey, TValue>
    where TKey : notnull, IComparable<TKey>
    where TValue : class?, IThing?
{
    private readonly SortedDictionary<TKey, TValue> _values = [];

    public TValue this[TKey key] => _values.TryGetValue(key, out var value) ? value : throw new KeyNotFoundException();

    public class Entry(TKey key, TValue value)
    {
        public TKey Key => key;

        public TValue Value => value;

        public class Deep<T>(T more)
            where T : Entry
        {
            public (T, TKey) Both(T entry) => (more ?? entry, entry.Key);
        }
    }

    public IEnumerable<Entry> Entries() => _values.Select(pair => new Entry(pair.Key, pair.Value));

    public Entry? Largest() => Entries().MaxBy(entry => entry.Key);
}

public abstract class Curious<T>
    where T : Curious<T>, new()
{
    public T Self => (T)this;

    public static T Make() => new();

    public virtual T Chain(Func<T, T> step) => step(Self);
}

public class Own : Curious<Own>
{
    public int Value = 2;

    public override Own Chain(Func<Own, Own> step) => base.Chain(step);
}

public static class Uses
{
    public static int Run() => Methods.OfBase(new Thing()) + Methods.OfNew<Thing>().Size + Methods.OfStruct(new Small()) + Methods.OfUnmanaged([1, 2])
        + Methods.Upcast<string, object>("x").GetHashCode() + Own.Make().Chain(own => own).Value
        + new Cache<int, Thing>.Entry.Deep<Cache<int, Thing>.Entry>(new(1, new())).Both(new(2, new())).Item2;
}
