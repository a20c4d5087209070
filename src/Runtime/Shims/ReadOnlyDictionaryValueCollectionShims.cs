using System.Collections.ObjectModel;
using RExecIL.Runtime.Enumerators;

namespace RExecIL.Runtime.Shims;

/// <summary>Stands in for how <see cref="ReadOnlyDictionary{TKey, TValue}.ValueCollection"/> is enumerated: what the framework boxes becomes an object of ours.</summary>
public static class ReadOnlyDictionaryValueCollectionShims
{
    /// <inheritdoc cref="ReadOnlyDictionary{TKey, TValue}.ValueCollection.GetEnumerator"/>
    public static IEnumerator<TValue> GetEnumerator<TKey, TValue>(ReadOnlyDictionary<TKey, TValue>.ValueCollection self)
        where TKey : notnull => Boxes.Open(self.GetEnumerator());
}
