using System.Runtime.CompilerServices;
using RExecIL.Runtime.Enumerators;

namespace RExecIL.Runtime.Shims;

/// <summary>Stands in for how <see cref="IEnumerable{T}"/> is enumerated: what the framework boxes becomes an object of ours.</summary>
public static class IEnumerableOfElementShims
{
    /// <inheritdoc cref="IEnumerable{T}.GetEnumerator"/>
    public static IEnumerator<T> GetEnumerator<T>(IEnumerable<T> self) => Boxes.Open(self.GetEnumerator());

    /// <inheritdoc cref="IEnumerable{T}.GetEnumerator"/>
    public static IEnumerator<T> GetEnumerator<T, TSelf>(scoped in TSelf self)
        where TSelf : IEnumerable<T>, allows ref struct => Boxes.Open(Unsafe.AsRef(in self).GetEnumerator());
}
