using System.Numerics;

namespace RExecIL.Runtime.Shims;

/// <summary>Stands in for sequences out of which framework code can make an endless or exponential run by itself.</summary>
public static class EnumerableShims
{
    /// <inheritdoc cref="Enumerable.Range"/>
    public static IEnumerable<int> Range(int start, int count, Sandbox sandbox)
    {
        _ = Enumerable.Range(start, count); // Refuses what cannot be.
        return Count(start, count, sandbox);
    }

    /// <inheritdoc cref="Enumerable.Repeat"/>
    public static IEnumerable<TResult> Repeat<TResult>(TResult element, int count, Sandbox sandbox) => Meter(Enumerable.Repeat(element, count), sandbox);

    /// <inheritdoc cref="Enumerable.Sequence"/>
    public static IEnumerable<T> Sequence<T>(T start, T endInclusive, T step, Sandbox sandbox)
        where T : INumber<T> => Meter(Enumerable.Sequence(start, endInclusive, step), sandbox);

    /// <inheritdoc cref="Enumerable.InfiniteSequence"/>
    public static IEnumerable<T> InfiniteSequence<T>(T start, T step, Sandbox sandbox)
        where T : IAdditionOperators<T, T, T> => Meter(Enumerable.InfiniteSequence(start, step), sandbox);

    /// <inheritdoc cref="Enumerable.Concat"/>
    /// <remarks>Forty of them, each of the last with itself, are a million million elements.</remarks>
    public static IEnumerable<TSource> Concat<TSource>(IEnumerable<TSource> first, IEnumerable<TSource> second, Sandbox sandbox) =>
        Meter(first.Concat(second), sandbox);

    /// <summary>As <see cref="MeteredSequence{T}"/> does, without a sequence inside.</summary>
    private static IEnumerable<int> Count(int start, int count, Sandbox sandbox)
    {
        for (var index = 0; index < count; index++)
        {
            if (index % MeteredSequence<int>.LongestInterval == 0 || BitOperations.IsPow2(index))
            {
                sandbox.Account(0);
                sandbox.Burn(Math.Clamp(index, 1, MeteredSequence<int>.LongestInterval));
            }

            yield return start + index;
        }
    }

    private static MeteredSequence<T> Meter<T>(IEnumerable<T> sequence, Sandbox sandbox) => new(sequence, sandbox);
}
