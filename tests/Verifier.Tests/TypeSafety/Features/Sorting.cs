namespace Sorting;

public static class Sorts
{
    public static void Insertion<T>(Span<T> values)
        where T : IComparable<T>
    {
        for (var index = 1; index < values.Length; index++)
        {
            var value = values[index];
            var at = index - 1;
            while (at >= 0 && values[at].CompareTo(value) > 0)
            {
                values[at + 1] = values[at];
                at--;
            }

            values[at + 1] = value;
        }
    }

    public static void Quick<T>(Span<T> values, Comparison<T> comparison)
    {
        while (values.Length > 1)
        {
            var pivot = Partition(values, comparison);
            Quick(values[..pivot], comparison);
            values = values[(pivot + 1)..];
        }
    }

    private static int Partition<T>(Span<T> values, Comparison<T> comparison)
    {
        ref var pivot = ref values[^1];
        var store = 0;
        for (var index = 0; index < values.Length - 1; index++)
        {
            if (comparison(values[index], pivot) < 0)
            {
                Swap(ref values[index], ref values[store++]);
            }
        }

        Swap(ref pivot, ref values[store]);
        return store;
    }

    public static void Swap<T>(ref T left, ref T right) => (left, right) = (right, left);

    public static int[] Merge(ReadOnlySpan<int> left, ReadOnlySpan<int> right)
    {
        var result = new int[left.Length + right.Length];
        Span<int> rest = result;
        while (!left.IsEmpty && !right.IsEmpty)
        {
            ref readonly var smaller = ref left[0] <= right[0] ? ref left[0] : ref right[0];
            rest[0] = smaller;
            rest = rest[1..];
            if (left[0] <= right[0])
            {
                left = left[1..];
            }
            else
            {
                right = right[1..];
            }
        }

        left.CopyTo(rest);
        right.CopyTo(rest);
        return result;
    }

    public static void Heap<T>(T[] values)
        where T : IComparable<T>
    {
        for (var root = values.Length / 2; root-- > 0;)
        {
            Sift(values, root, values.Length);
        }

        for (var end = values.Length - 1; end > 0; end--)
        {
            (values[0], values[end]) = (values[end], values[0]);
            Sift(values, 0, end);
        }
    }

    private static void Sift<T>(T[] values, int root, int end)
        where T : IComparable<T>
    {
        for (var child = (root * 2) + 1; child < end; root = child, child = (root * 2) + 1)
        {
            if (child + 1 < end && values[child].CompareTo(values[child + 1]) < 0)
            {
                child++;
            }

            ref var parent = ref values[root];
            ref var larger = ref values[child];
            if (parent.CompareTo(larger) >= 0)
            {
                return;
            }

            Swap(ref parent, ref larger);
        }
    }

    public static void Counting(Span<byte> values)
    {
        Span<int> counts = stackalloc int[256];
        counts.Clear();
        foreach (var value in values)
        {
            counts[value]++;
        }

        var at = 0;
        for (var value = 0; value < counts.Length; value++)
        {
            values.Slice(at, counts[value]).Fill((byte)value);
            at += counts[value];
        }
    }
}

public class LinkedMap
{
    private struct Entry
    {
        public int Key;
        public string? Value;
        public int Next;
    }

    private readonly int[] _buckets = new int[16];
    private Entry[] _entries = new Entry[4];
    private int _count;

    public ref string? this[int key]
    {
        get
        {
            ref var bucket = ref _buckets[(uint)key % (uint)_buckets.Length];
            for (var index = bucket - 1; index >= 0;)
            {
                ref var entry = ref _entries[index];
                if (entry.Key == key)
                {
                    return ref entry.Value;
                }

                index = entry.Next;
            }

            if (_count == _entries.Length)
            {
                Array.Resize(ref _entries, _count * 2);
            }

            ref var added = ref _entries[_count++];
            added.Key = key;
            added.Next = bucket - 1;
            bucket = _count;
            return ref added.Value;
        }
    }
}
