using RExecIL.Runtime.Enumerators;

namespace RExecIL.Runtime.Shims;

/// <summary>Stands in for how <see cref="SortedList{TKey, TValue}"/> is enumerated: what the framework boxes becomes an object of ours.</summary>
public static class SortedListShims
{
    /// <inheritdoc cref="SortedList{TKey, TValue}.GetEnumerator"/>
    public static IEnumerator<KeyValuePair<TKey, TValue>> GetEnumerator<TKey, TValue>(SortedList<TKey, TValue> self)
        where TKey : notnull => Boxes.Open(self.GetEnumerator());
}
