using System.Runtime.InteropServices;

namespace RExecIL.Runtime.Shims;

/// <summary>
/// Stands in for <see cref="CollectionsMarshal"/> where the C# compiler calls it for collection expressions.
/// </summary>
public static class CollectionsMarshalShims
{
    /// <inheritdoc cref="CollectionsMarshal.SetCount{T}(List{T}, int)"/>
    /// <remarks>New elements are default values here; the framework shows whatever the memory held.</remarks>
    public static void SetCount<T>(List<T> list, int count)
    {
        ArgumentNullException.ThrowIfNull(list);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var exposed = list.Count;
        CollectionsMarshal.SetCount(list, count);
        if (count > exposed)
        {
            CollectionsMarshal.AsSpan(list)[exposed..].Clear();
        }
    }
}
