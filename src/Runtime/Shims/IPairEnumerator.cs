using System.Collections;

namespace RExecIL.Runtime.Shims;

/// <summary>What a boxed enumerator of a dictionary is to its callers: the type of <see cref="EnumeratorShims.BoxOfPairs"/>.</summary>
/// <typeparam name="T">The type of the pairs.</typeparam>
public interface IPairEnumerator<out T> : IEnumerator<T>, IDictionaryEnumerator;
