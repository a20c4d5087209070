namespace InlineArrays;

[InlineArray(8)]
public struct Eight
{
    private int _first;
}

[InlineArray(3)]
public struct Three<T>
{
    private T _first;
}

[InlineArray(2)]
public struct Rows
{
    private Three<string> _first;
}

public class Holder
{
    public Eight Values;
    private Three<object?> _objects;

    public int this[int index]
    {
        get => Values[index];
        set => Values[index] = value;
    }

    public object? Get(Index index) => _objects[index];

    public void Set(int index, object? value) => _objects[index] = value;

    public Span<int> Span => Values;

    public ReadOnlySpan<object?> Objects => _objects;
}

public struct Nested
{
    public Three<Eight> Grid;
    public int Count;
}

public ref struct InRefStruct
{
    private Three<int> _values;
    private Span<int> _rest;

    public InRefStruct(Span<int> rest)
    {
        _rest = rest;
        _values[0] = rest.Length;
    }

    public readonly int First => _values[0];

    [UnscopedRef]
    public ref int At(int index) => ref _values[index];

    [UnscopedRef]
    public Span<int> All => _values;
}

public static class Uses
{
    public static int Constant()
    {
        var eight = new Eight();
        eight[0] = 1;
        eight[7] = 4;
        eight[^2] += 3;
        return eight[0] + eight[7] + eight[6];
    }

    public static int Variable(int index)
    {
        Eight eight = default;
        eight[index]++;
        ref var slot = ref eight[index];
        slot *= 2;
        return eight[index];
    }

    public static int ForEach(in Eight eight)
    {
        var sum = 0;
        foreach (var value in eight)
        {
            sum += value;
        }

        return sum;
    }

    public static void ForEachRef(ref Eight eight)
    {
        foreach (ref var value in (Span<int>)eight)
        {
            value++;
        }

        foreach (ref readonly var value in (ReadOnlySpan<int>)eight)
        {
            eight[0] += value;
        }
    }

    public static int Slices(Eight eight)
    {
        Span<int> all = eight;
        ReadOnlySpan<int> readOnly = eight;
        var part = eight[2..5];
        part.Fill(3);
        return all.Length + readOnly[2] + eight[3];
    }

    public static ref int Element(ref Eight eight, int index) => ref eight[index];

    public static Span<int> AsSpan(ref Eight eight) => eight;

    public static ref readonly int ReadOnlyElement(in Eight eight) => ref eight[1];

    public static T Generic<T>(T first, T second)
    {
        var three = new Three<T>();
        three[0] = first;
        three[1] = second;
        Span<T> span = three;
        span[2] = span[0];
        return three[2];
    }

    public static string Deep()
    {
        var rows = new Rows();
        rows[0][1] = "a";
        rows[1][2] = rows[0][1] + "b";
        var nested = new Nested();
        nested.Grid[1][2] = 3;
        nested.Count += nested.Grid[1][2];
        return rows[1][2] + nested.Count;
    }

    public static int OfHolder(Holder holder)
    {
        holder[1] = 3;
        holder.Values[2]++;
        holder.Set(1, "x");
        holder.Span[0] = 5;
        return holder[1] + holder.Span.Length + (holder.Get(^1) is null ? 1 : 0) + holder.Objects.Length;
    }

    public static int OfArray(Eight[] eights, int index) => eights[index][3] + ((ReadOnlySpan<int>)eights[0]).Length;

    public static int OfRefStruct(int[] rest)
    {
        var value = new InRefStruct(rest);
        value.At(1) = 4;
        return value.First + value.All[1];
    }

    public static int Copies(Eight left)
    {
        var right = left;
        right[0] = 9;
        return left[0] + right[0];
    }
}
