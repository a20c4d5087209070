using System.Collections;

namespace RExecIL.Runtime.Enumerators;

/// <summary>As <see cref="UntypedEnumerator{TEnumerator}"/>, of a dictionary.</summary>
internal sealed class UntypedPairEnumerator<TEnumerator>(TEnumerator enumerator)
    : UntypedEnumerator<TEnumerator>(enumerator), IDictionaryEnumerator
    where TEnumerator : struct, IDictionaryEnumerator
{
    public DictionaryEntry Entry => Enumerator.Entry;

    public object Key => Enumerator.Key;

    public object? Value => Enumerator.Value;
}
