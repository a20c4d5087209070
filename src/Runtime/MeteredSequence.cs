using System.Collections;

namespace RExecIL.Runtime;

/// <summary>A sequence that counts what its consumer allocates, and ends the guest between any two elements.</summary>
/// <remarks>
/// For sequences that framework code may run through for a long time, or gather to any size, without asking guest code.
/// </remarks>
internal sealed class MeteredSequence<T>(IEnumerable<T> inner, Sandbox sandbox) : IEnumerable<T>
{
    /// <summary>Values between two counts. References may stand for much, so each of them counts.</summary>
    internal const int LongestInterval = 64;

    public IEnumerator<T> GetEnumerator()
    {
        var (left, interval) = (1, 1);
        foreach (var element in inner)
        {
            if (--left == 0)
            {
                sandbox.Account(0); // What gathers the elements may be about to double its room: that is the meter's to expect.
                interval = typeof(T).IsValueType ? Math.Min(LongestInterval, interval * 2) : 1;
                left = interval;
                sandbox.Burn(interval);
            }

            yield return element;
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
