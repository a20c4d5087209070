using System.Collections.ObjectModel;
using RExecIL.Runtime.Enumerators;

namespace RExecIL.Runtime.Shims;

/// <summary>Stands in for how <see cref="ReadOnlyDictionary{TKey, TValue}"/> is enumerated: what the framework boxes becomes an object of ours.</summary>
public static class ReadOnlyDictionaryShims
{
    /// <inheritdoc cref="ReadOnlyDictionary{TKey, TValue}.GetEnumerator"/>
    public static IEnumerator<KeyValuePair<TKey, TValue>> GetEnumerator<TKey, TValue>(ReadOnlyDictionary<TKey, TValue> self)
        where TKey : notnull => Boxes.Open(self.GetEnumerator());
}
