using System.Collections;
using RExecIL.Runtime.Shims;

namespace RExecIL.Runtime.Enumerators;

/// <summary>As <see cref="TypedEnumerator{TEnumerator, T}"/>, of a dictionary.</summary>
internal sealed class PairEnumerator<TEnumerator, T>(TEnumerator enumerator)
    : TypedEnumerator<TEnumerator, T>(enumerator), IPairEnumerator<T>
    where TEnumerator : struct, IEnumerator<T>, IDictionaryEnumerator
{
    public DictionaryEntry Entry => Enumerator.Entry;

    public object Key => Enumerator.Key;

    public object? Value => Enumerator.Value;
}
