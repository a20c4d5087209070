using System.Collections;

namespace RExecIL.Runtime;

/// <summary>A sequence that is about to be sorted: there must be room for the keys of its elements.</summary>
/// <remarks>
/// Whoever sorts gathers the elements, and then makes the keys of all of them at once: they can be larger than the elements, and the
/// elements can be bytes.
/// </remarks>
internal sealed class KeyedSequence<T>(IEnumerable<T> inner, Sandbox sandbox) : IEnumerable<T>
{
    private const int LongestInterval = 64;

    /// <summary>Bytes of all keys of an element, by which it is sorted in turn.</summary>
    internal long BytesOfKeys { get; set; }

    public IEnumerator<T> GetEnumerator()
    {
        var count = 0L;
        foreach (var element in inner)
        {
            count++;
            if (count % LongestInterval == 0 || long.IsPow2(count))
            {
                sandbox.Account(Math.Min(count, long.MaxValue / (1 + BytesOfKeys)) * BytesOfKeys);
            }

            yield return element;
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
