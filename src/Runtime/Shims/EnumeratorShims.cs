using System.Collections;
using RExecIL.Runtime.Enumerators;

namespace RExecIL.Runtime.Shims;

/// <summary>Stands in for <c>box</c> where it would box an enumerator of the framework's that may have any object for its element.</summary>
/// <remarks>
/// The framework compares what is in boxes field by field: one whose current element is itself would end the process. What
/// these return compares by reference.
/// </remarks>
public static class EnumeratorShims
{
    /// <summary>An object that goes on where the enumerator stands.</summary>
    public static IEnumerator<T> Box<TEnumerator, T>(TEnumerator enumerator)
        where TEnumerator : struct, IEnumerator<T> => new TypedEnumerator<TEnumerator, T>(enumerator);

    /// <summary>An object that goes on where the enumerator of a dictionary stands.</summary>
    public static IPairEnumerator<T> BoxOfPairs<TEnumerator, T>(TEnumerator enumerator)
        where TEnumerator : struct, IEnumerator<T>, IDictionaryEnumerator => new PairEnumerator<TEnumerator, T>(enumerator);
}
