namespace HashTables;

public class OpenTable<TKey, TValue>(int size)
    where TKey : notnull, IEquatable<TKey>
{
    private struct Slot
    {
        public TKey Key;
        public TValue Value;
        public bool IsUsed;
    }

    private Slot[] _slots = new Slot[size];

    public int Count { get; private set; }

    public ref TValue this[TKey key]
    {
        get
        {
            ref var slot = ref Find(_slots, key);
            if (!slot.IsUsed)
            {
                if (Count * 2 > _slots.Length)
                {
                    Grow();
                    slot = ref Find(_slots, key);
                }

                slot = new Slot { Key = key, Value = default!, IsUsed = true };
                Count++;
            }

            return ref slot.Value;
        }
    }

    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        ref readonly var slot = ref Find(_slots, key);
        value = slot.Value;
        return slot.IsUsed;
    }

    private static ref Slot Find(Slot[] slots, TKey key)
    {
        var index = (int)((uint)key.GetHashCode() % (uint)slots.Length);
        while (true)
        {
            ref var slot = ref slots[index];
            if (!slot.IsUsed || slot.Key.Equals(key))
            {
                return ref slot;
            }

            index = (index + 1) % slots.Length;
        }
    }

    private void Grow()
    {
        var larger = new Slot[_slots.Length * 2];
        foreach (ref readonly var slot in _slots.AsSpan())
        {
            if (slot.IsUsed)
            {
                Find(larger, slot.Key) = slot;
            }
        }

        _slots = larger;
    }

    public Enumerator GetEnumerator() => new(_slots);

    public ref struct Enumerator
    {
        private readonly Slot[] _slots;
        private int _index;

        internal Enumerator(object slots)
        {
            _slots = (Slot[])slots;
            _index = -1;
        }

        public readonly ref TValue Current => ref _slots[_index].Value;

        public bool MoveNext()
        {
            while (++_index < _slots.Length)
            {
                if (_slots[_index].IsUsed)
                {
                    return true;
                }
            }

            return false;
        }
    }
}

public static class Uses
{
    public static int Run(IEnumerable<string> words)
    {
        var table = new OpenTable<string, int>(4);
        foreach (var word in words)
        {
            table[word]++;
        }

        foreach (ref var count in table)
        {
            count *= 2;
        }

        return table.Count + (table.TryGet("a", out var found) ? found : 0);
    }
}
