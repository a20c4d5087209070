using System.Numerics;
using System.Runtime.CompilerServices;

namespace RExecIL.Runtime.Shims;

/// <summary>Stands in for sequences out of which framework code can make an endless or exponential run by itself.</summary>
public static class EnumerableShims
{
    /// <summary>No more than these are worth counting before they are there.</summary>
    private const int FewElements = 256;

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

    /// <inheritdoc cref="Enumerable.ToArray"/>
    /// <remarks>Few bytes become many large values, whose array is there before the first of them.</remarks>
    public static TSource[] ToArray<TSource>(IEnumerable<TSource> source, Sandbox sandbox) =>
        Sized(source, Unsafe.SizeOf<TSource>(), sandbox).ToArray();

    /// <inheritdoc cref="Enumerable.ToList"/>
    public static List<TSource> ToList<TSource>(IEnumerable<TSource> source, Sandbox sandbox) =>
        Sized(source, Unsafe.SizeOf<TSource>(), sandbox).ToList();

    /// <summary>As <c>Enumerable.ToDictionary</c>.</summary>
    public static Dictionary<TKey, TSource> ToDictionary<TSource, TKey>(
        IEnumerable<TSource> source, Func<TSource, TKey> keySelector, Sandbox sandbox)
        where TKey : notnull => Sized(source, EntryOf<TKey, TSource>(), sandbox).ToDictionary(keySelector);

    /// <summary>As <c>Enumerable.ToDictionary</c>.</summary>
    public static Dictionary<TKey, TSource> ToDictionary<TSource, TKey>(
        IEnumerable<TSource> source, Func<TSource, TKey> keySelector, IEqualityComparer<TKey>? comparer, Sandbox sandbox)
        where TKey : notnull => Sized(source, EntryOf<TKey, TSource>(), sandbox).ToDictionary(keySelector, comparer);

    /// <summary>As <c>Enumerable.ToDictionary</c>.</summary>
    public static Dictionary<TKey, TElement> ToDictionary<TSource, TKey, TElement>(
        IEnumerable<TSource> source, Func<TSource, TKey> keySelector, Func<TSource, TElement> elementSelector, Sandbox sandbox)
        where TKey : notnull => Sized(source, EntryOf<TKey, TElement>(), sandbox).ToDictionary(keySelector, elementSelector);

    /// <summary>As <c>Enumerable.ToDictionary</c>.</summary>
    public static Dictionary<TKey, TElement> ToDictionary<TSource, TKey, TElement>(
        IEnumerable<TSource> source,
        Func<TSource, TKey> keySelector,
        Func<TSource, TElement> elementSelector,
        IEqualityComparer<TKey>? comparer,
        Sandbox sandbox)
        where TKey : notnull => Sized(source, EntryOf<TKey, TElement>(), sandbox).ToDictionary(keySelector, elementSelector, comparer);

    /// <summary>A bucket and an entry.</summary>
    private static int EntryOf<TKey, TElement>() => (3 * sizeof(int)) + Unsafe.SizeOf<KeyValuePair<TKey, TElement>>();

    /// <summary>The sequence, when there is room for what is made of it, if that is known before.</summary>
    private static IEnumerable<T> Sized<T>(IEnumerable<T> source, int elementSize, Sandbox sandbox)
    {
        if (source is ICollection<T> or System.Collections.ICollection && source.GetType().Assembly.IsCollectible)
        {
            return new MeteredSequence<T>(source, sandbox); // A guest's collection may tell any number, and another when asked again.
        }

        if (source is not null && source.TryGetNonEnumeratedCount(out var count) && count > FewElements)
        {
            sandbox.Account((long)count * elementSize);
        }

        return sandbox.MetersFuel ? FueledSequences.Each(source!, 1, sandbox) : source!;
    }

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
