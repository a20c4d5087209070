using System.Collections;
using RExecIL.Runtime.Shims;

namespace RExecIL.Runtime;

/// <summary>A sequence that takes fuel for its elements as its consumer comes to them.</summary>
/// <remarks>For what framework code runs through by itself, so that nothing else would take any.</remarks>
internal sealed class FueledSequence<T>(IEnumerable<T> inner, int weight, Sandbox sandbox) : IEnumerable<T>
{
    /// <summary>Elements between two charges: few at first, since the consumer may stop soon.</summary>
    private const int LongestInterval = 64;

    public IEnumerator<T> GetEnumerator()
    {
        var (left, interval) = (1, 1);
        foreach (var element in inner)
        {
            if (--left == 0)
            {
                left = interval;
                sandbox.Burn((long)interval * weight);
                interval = Math.Min(LongestInterval, interval * 2);
            }

            yield return element;
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>How the sequences are counted that framework code is given, where fuel is metered.</summary>
internal static class FueledSequences
{
    /// <summary>A sequence that is run through once, now: as many elements as it has, or as they come when it cannot say.</summary>
    internal static IEnumerable<T> Each<T>(IEnumerable<T> sequence, int weight, Sandbox sandbox)
    {
        if (sequence is null)
        {
            return null!; // The member refuses it.
        }

        if (!Work.TryCount(sequence, out var count))
        {
            return Wrap(sequence, weight, sandbox);
        }

        sandbox.Burn((long)count * weight);
        return sequence;
    }

    /// <summary>A sequence that is run through later, or again: as the elements come.</summary>
    internal static IEnumerable<T> Lazy<T>(IEnumerable<T> sequence, int weight, Sandbox sandbox) =>
        sequence is null ? null! : new FueledSequence<T>(sequence, weight, sandbox);

    /// <summary>As <see cref="Lazy"/>, but for lists of the framework's, in which a place is found at once.</summary>
    internal static IEnumerable<T> Skip<T>(IEnumerable<T> sequence, int weight, Sandbox sandbox) =>
        sequence is IList<T> && Work.TryCount(sequence, out _) ? sequence : Lazy(sequence, weight, sandbox);

    /// <summary>A sequence of which the member takes as much as it needs, or what its size says.</summary>
    internal static IEnumerable<T> Open<T>(IEnumerable<T> sequence, int weight, Sandbox sandbox) =>
        sequence is null ? null! : Work.TryCount(sequence, out _) ? sequence : Wrap(sequence, weight, sandbox);

    /// <summary>The guest's own sequences take fuel themselves, and may be more to the member than a sequence.</summary>
    private static IEnumerable<T> Wrap<T>(IEnumerable<T> sequence, int weight, Sandbox sandbox) =>
        IsOwn(sequence.GetType()) ? sequence : new FueledSequence<T>(sequence, weight, sandbox);

    /// <summary>Whether all code of a type is the guest's.</summary>
    private static bool IsOwn(Type type)
    {
        for (var part = type; part != typeof(object) && part is not null; part = part.BaseType)
        {
            if (!part.Assembly.IsCollectible)
            {
                return false;
            }
        }

        return true;
    }
}
