using System.Collections;

namespace RExecIL.Runtime.Enumerators;

/// <summary>An enumerator of the framework's in an object of ours, in place of a box: it is equal to itself alone.</summary>
/// <remarks>
/// The framework compares boxes field by field, so one whose current element is itself would be compared without end.
/// The enumerator stands in the object as it would in the box, and nothing else can reach it.
/// </remarks>
internal class UntypedEnumerator<TEnumerator>(TEnumerator enumerator) : IEnumerator
    where TEnumerator : struct, IEnumerator
{
    private protected TEnumerator Enumerator = enumerator;

    object? IEnumerator.Current => Enumerator.Current;

    public bool MoveNext() => Enumerator.MoveNext();

    public void Reset() => Enumerator.Reset();
}
