namespace RefReturns;

public class Node
{
    public int Value;
    public Node? Next;

    public ref int Reference => ref Value;
}

public struct Entry
{
    public int Key;
    public int Value;
}

public static class Refs
{
    private static int Counter;

    public static ref T Same<T>(ref T value) => ref value;

    public static ref int OfStatic() => ref Counter;

    public static ref int Smaller(ref int left, ref int right) => ref left < right ? ref left : ref right;

    public static ref int Choose(bool first, ref int left, ref int right)
    {
        if (first)
        {
            return ref left;
        }

        return ref right;
    }

    public static ref int Element(int[] values, int index) => ref values[index];

    public static ref int Element(Span<int> values, int index) => ref values[index];

    public static ref readonly int Element(ReadOnlySpan<int> values, int index) => ref values[index];

    public static ref T Cell<T>(T[,] grid, int row, int column) => ref grid[row, column];

    public static ref int ValueOf(ref Entry entry) => ref entry.Value;

    public static ref int ValueOf(Entry[] entries, int index) => ref entries[index].Value;

    public static ref int LastValue(Node node)
    {
        while (node.Next is { } next)
        {
            node = next;
        }

        return ref node.Value;
    }

    public static ref int Find(Span<Entry> entries, int key)
    {
        for (var index = 0; index < entries.Length; index++)
        {
            if (entries[index].Key == key)
            {
                return ref entries[index].Value;
            }
        }

        throw new KeyNotFoundException();
    }

    public static ref int Largest(int[] values)
    {
        ref var largest = ref values[0];
        for (var index = 1; index < values.Length; index++)
        {
            ref var candidate = ref values[index];
            if (candidate > largest)
            {
                largest = ref candidate;
            }
        }

        return ref largest;
    }

    public static ref int ForEach(Span<int> values, ref int fallback)
    {
        foreach (ref var value in values)
        {
            if (value > 0)
            {
                return ref value;
            }
        }

        return ref fallback;
    }

    public static void Use()
    {
        var local = 1;
        ref var alias = ref Same(ref local);
        alias++;
        OfStatic() += alias;
        var entry = new Entry { Key = 1 };
        ValueOf(ref entry) = 5;
        var other = 3;
        Smaller(ref entry.Value, ref other) = 4;
        ref var either = ref local > other ? ref local : ref entry.Key;
        either = 7;
        either = ref other;
        either++;
        Largest([1, 2, 3]) *= 2;
    }

    public static ref readonly Entry First(in Entry left, in Entry right) => ref left.Key < right.Key ? ref left : ref right;

    public static ref string Text(string[] texts) => ref texts[0];

    public static ref Node? NextOf(Node node) => ref node.Next;

    public static void Append(Node? head, Node last)
    {
        ref var slot = ref head;
        while (slot is not null)
        {
            slot = ref slot.Next;
        }

        slot = last;
    }
}

public delegate ref int Chooser(ref int left, ref int right);

public interface ITable<T>
{
    ref T this[int index] { get; }

    ref readonly T Peek(int index);
}

public class Table<T>(int size) : ITable<T>
{
    private readonly T[] _values = new T[size];

    public ref T this[int index] => ref _values[index];

    public ref readonly T Peek(int index) => ref _values[index];
}

public static class UsesTables
{
    public static int Sum(ITable<int> table)
    {
        table[0] = 4;
        table[1]++;
        ref var slot = ref table[2];
        slot += table.Peek(0);
        Chooser chooser = Refs.Smaller;
        chooser(ref slot, ref table[3]) = 1;
        return table[0] + table[1];
    }
}
