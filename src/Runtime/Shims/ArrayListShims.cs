using System.Collections;
using RExecIL.Runtime.Enumerators;

namespace RExecIL.Runtime.Shims;

/// <summary>Stands in for how <see cref="ArrayList"/> is made of other lists, whose enumerators it hands out.</summary>
public static class ArrayListShims
{
    /// <inheritdoc cref="ArrayList.Adapter(IList)"/>
    public static ArrayList Adapter(IList list)
    {
        ArgumentNullException.ThrowIfNull(list);
        return ArrayList.Adapter(new AdaptedList(list));
    }
}
