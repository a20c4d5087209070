using System.Collections.ObjectModel;
using RExecIL.Runtime.Enumerators;

namespace RExecIL.Runtime.Shims;

/// <summary>Stands in for how <see cref="ReadOnlySet{T}"/> is enumerated: what the framework boxes becomes an object of ours.</summary>
public static class ReadOnlySetShims
{
    /// <inheritdoc cref="ReadOnlySet{T}.GetEnumerator"/>
    public static IEnumerator<T> GetEnumerator<T>(ReadOnlySet<T> self) => Boxes.Open(self.GetEnumerator());
}
