using System.Collections;
using System.Runtime.CompilerServices;
using RExecIL.Runtime.Enumerators;

namespace RExecIL.Runtime.Shims;

/// <summary>Stands in for how <see cref="IDictionary"/> is enumerated: what the framework boxes becomes an object of ours.</summary>
public static class IDictionaryShims
{
    /// <inheritdoc cref="IDictionary.GetEnumerator"/>
    public static IDictionaryEnumerator GetEnumerator(IDictionary self) => Boxes.Open(self.GetEnumerator());

    /// <inheritdoc cref="IDictionary.GetEnumerator"/>
    public static IDictionaryEnumerator GetEnumerator<TSelf>(scoped in TSelf self)
        where TSelf : IDictionary, allows ref struct => Boxes.Open(Unsafe.AsRef(in self).GetEnumerator());
}
