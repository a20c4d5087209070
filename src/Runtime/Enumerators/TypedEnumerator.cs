using System.Collections;

namespace RExecIL.Runtime.Enumerators;

/// <summary>As <see cref="UntypedEnumerator{TEnumerator}"/>, of elements of a known type.</summary>
internal class TypedEnumerator<TEnumerator, T>(TEnumerator enumerator) : IEnumerator<T>
    where TEnumerator : struct, IEnumerator<T>
{
    private protected TEnumerator Enumerator = enumerator;

    public T Current => Enumerator.Current;

    object? IEnumerator.Current => CurrentOf(ref Enumerator);

    public bool MoveNext() => Enumerator.MoveNext();

    public void Reset() => Enumerator.Reset();

    public void Dispose() => Enumerator.Dispose();

    // Through a type parameter, which boxes no copy.
    private static object? CurrentOf<TUntyped>(ref TUntyped enumerator)
        where TUntyped : struct, IEnumerator => enumerator.Current;
}
