using System.Collections.ObjectModel;
using RExecIL.Runtime.Enumerators;

namespace RExecIL.Runtime.Shims;

/// <summary>Stands in for how <see cref="Collection{T}"/> is enumerated: what the framework boxes becomes an object of ours.</summary>
public static class CollectionShims
{
    /// <inheritdoc cref="Collection{T}.GetEnumerator"/>
    public static IEnumerator<T> GetEnumerator<T>(Collection<T> self) => Boxes.Open(self.GetEnumerator());
}
