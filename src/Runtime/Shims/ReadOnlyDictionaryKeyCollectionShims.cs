using System.Collections.ObjectModel;
using RExecIL.Runtime.Enumerators;

namespace RExecIL.Runtime.Shims;

/// <summary>Stands in for how <see cref="ReadOnlyDictionary{TKey, TValue}.KeyCollection"/> is enumerated: what the framework boxes becomes an object of ours.</summary>
public static class ReadOnlyDictionaryKeyCollectionShims
{
    /// <inheritdoc cref="ReadOnlyDictionary{TKey, TValue}.KeyCollection.GetEnumerator"/>
    public static IEnumerator<TKey> GetEnumerator<TKey, TValue>(ReadOnlyDictionary<TKey, TValue>.KeyCollection self)
        where TKey : notnull => Boxes.Open(self.GetEnumerator());
}
