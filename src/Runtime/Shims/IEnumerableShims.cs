using System.Collections;
using System.Runtime.CompilerServices;
using RExecIL.Runtime.Enumerators;

namespace RExecIL.Runtime.Shims;

/// <summary>Stands in for how <see cref="IEnumerable"/> is enumerated: what the framework boxes becomes an object of ours.</summary>
public static class IEnumerableShims
{
    /// <inheritdoc cref="IEnumerable.GetEnumerator"/>
    public static IEnumerator GetEnumerator(IEnumerable self) => Boxes.Open(self.GetEnumerator());

    /// <inheritdoc cref="IEnumerable.GetEnumerator"/>
    public static IEnumerator GetEnumerator<TSelf>(scoped in TSelf self)
        where TSelf : IEnumerable, allows ref struct => Boxes.Open(Unsafe.AsRef(in self).GetEnumerator());
}
