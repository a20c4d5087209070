using System.Collections;

namespace RExecIL.Runtime;

/// <summary>A sequence that counts what its consumer allocates, and ends the guest between any two elements.</summary>
/// <remarks>
/// For sequences that framework code may run through for a long time, or gather to any size, without asking guest code.
/// </remarks>
internal sealed class MeteredSequence<T>(IEnumerable<T> inner, Sandbox sandbox) : IEnumerable<T>
{
    public IEnumerator<T> GetEnumerator()
    {
        foreach (var element in inner)
        {
            sandbox.Account(0); // What gathers the elements may be about to double its room: that is the meter's to expect.
            yield return element;
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
