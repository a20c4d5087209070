using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace RExecIL.Runtime.Shims;

/// <summary>
/// Stands in for <see cref="ImmutableCollectionsMarshal"/> where the C# compiler calls it for collection expressions.
/// </summary>
public static class ImmutableCollectionsMarshalShims
{
    /// <inheritdoc cref="ImmutableCollectionsMarshal.AsImmutableArray"/>
    /// <remarks>A copy here: an array that somebody still writes to is not immutable.</remarks>
    public static ImmutableArray<T> AsImmutableArray<T>(T[]? array) => array is null ? default : ImmutableArray.Create(array);
}
