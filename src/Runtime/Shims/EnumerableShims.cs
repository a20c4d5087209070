using System.Numerics;
using System.Runtime.CompilerServices;

namespace RExecIL.Runtime.Shims;

/// <summary>Stands in for sequences out of which framework code can make an endless or exponential run by itself.</summary>
public static class EnumerableShims
{
    /// <summary>No more than these are worth counting before they are there.</summary>
    private const int FewElements = 256;

    /// <summary>Units of fuel for an element that is sorted later: no sequence has more than 2^31.</summary>
    private const int UnitsOfSorted = 32;

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

    /// <summary>As <c>Enumerable.OrderBy</c>.</summary>
    public static IOrderedEnumerable<TSource> OrderBy<TSource, TKey>(
        IEnumerable<TSource> source, Func<TSource, TKey> keySelector, Sandbox sandbox) =>
        Sorted<TSource, TKey>(source, sandbox, keyed => keyed.OrderBy(keySelector));

    /// <summary>As <c>Enumerable.OrderBy</c>.</summary>
    public static IOrderedEnumerable<TSource> OrderBy<TSource, TKey>(
        IEnumerable<TSource> source, Func<TSource, TKey> keySelector, IComparer<TKey>? comparer, Sandbox sandbox) =>
        Sorted<TSource, TKey>(source, sandbox, keyed => keyed.OrderBy(keySelector, comparer));

    /// <summary>As <c>Enumerable.OrderByDescending</c>.</summary>
    public static IOrderedEnumerable<TSource> OrderByDescending<TSource, TKey>(
        IEnumerable<TSource> source, Func<TSource, TKey> keySelector, Sandbox sandbox) =>
        Sorted<TSource, TKey>(source, sandbox, keyed => keyed.OrderByDescending(keySelector));

    /// <summary>As <c>Enumerable.OrderByDescending</c>.</summary>
    public static IOrderedEnumerable<TSource> OrderByDescending<TSource, TKey>(
        IEnumerable<TSource> source, Func<TSource, TKey> keySelector, IComparer<TKey>? comparer, Sandbox sandbox) =>
        Sorted<TSource, TKey>(source, sandbox, keyed => keyed.OrderByDescending(keySelector, comparer));

    /// <summary>As <c>Enumerable.ThenBy</c>.</summary>
    public static IOrderedEnumerable<TSource> ThenBy<TSource, TKey>(
        IOrderedEnumerable<TSource> source, Func<TSource, TKey> keySelector, Sandbox sandbox) =>
        Sorted<TSource, TKey>(source, source.ThenBy(keySelector), sandbox);

    /// <summary>As <c>Enumerable.ThenBy</c>.</summary>
    public static IOrderedEnumerable<TSource> ThenBy<TSource, TKey>(
        IOrderedEnumerable<TSource> source, Func<TSource, TKey> keySelector, IComparer<TKey>? comparer, Sandbox sandbox) =>
        Sorted<TSource, TKey>(source, source.ThenBy(keySelector, comparer), sandbox);

    /// <summary>As <c>Enumerable.ThenByDescending</c>.</summary>
    public static IOrderedEnumerable<TSource> ThenByDescending<TSource, TKey>(
        IOrderedEnumerable<TSource> source, Func<TSource, TKey> keySelector, Sandbox sandbox) =>
        Sorted<TSource, TKey>(source, source.ThenByDescending(keySelector), sandbox);

    /// <summary>As <c>Enumerable.ThenByDescending</c>.</summary>
    public static IOrderedEnumerable<TSource> ThenByDescending<TSource, TKey>(
        IOrderedEnumerable<TSource> source, Func<TSource, TKey> keySelector, IComparer<TKey>? comparer, Sandbox sandbox) =>
        Sorted<TSource, TKey>(source, source.ThenByDescending(keySelector, comparer), sandbox);

    /// <summary>Sorts a sequence that has room for its keys, and remembers what it sorts.</summary>
    private static IOrderedEnumerable<TSource> Sorted<TSource, TKey>(
        IEnumerable<TSource> source, Sandbox sandbox, Func<IEnumerable<TSource>, IOrderedEnumerable<TSource>> sort)
    {
        if (source is null)
        {
            return sort(null!); // The member refuses it.
        }

        var counted = sandbox.MetersFuel ? FueledSequences.Lazy(source, UnitsOfSorted, sandbox) : source;
        var keyed = new KeyedSequence<TSource>(counted, sandbox) { BytesOfKeys = BytesOf<TKey>() };
        var sorted = sort(keyed);
        sandbox.Sortings.Add(sorted, new Sorting(keyed, keyed.BytesOfKeys));
        return sorted;
    }

    /// <summary>Adds the keys of a further sorting to those of the sequence below.</summary>
    private static IOrderedEnumerable<TSource> Sorted<TSource, TKey>(
        IOrderedEnumerable<TSource> source, IOrderedEnumerable<TSource> sorted, Sandbox sandbox)
    {
        if (sandbox.Sortings.TryGetValue(source, out var sorting))
        {
            var keyed = (KeyedSequence<TSource>)sorting.Source;
            var bytes = sorting.BytesOfKeys + BytesOf<TKey>();
            keyed.BytesOfKeys = Math.Max(keyed.BytesOfKeys, bytes);
            sandbox.Sortings.AddOrUpdate(sorted, new Sorting(keyed, bytes));
        }

        return sorted;
    }

    /// <summary>A key and the place of its element.</summary>
    private static int BytesOf<TKey>() => Unsafe.SizeOf<TKey>() + sizeof(int);

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
