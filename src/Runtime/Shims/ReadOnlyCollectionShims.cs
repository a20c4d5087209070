using System.Collections.ObjectModel;
using RExecIL.Runtime.Enumerators;

namespace RExecIL.Runtime.Shims;

/// <summary>Stands in for how <see cref="ReadOnlyCollection{T}"/> is enumerated: what the framework boxes becomes an object of ours.</summary>
public static class ReadOnlyCollectionShims
{
    /// <inheritdoc cref="ReadOnlyCollection{T}.GetEnumerator"/>
    public static IEnumerator<T> GetEnumerator<T>(ReadOnlyCollection<T> self) => Boxes.Open(self.GetEnumerator());
}
