using System.Collections;
using System.Collections.Immutable;
using System.Collections.ObjectModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;

namespace RExecIL.Runtime.Shims;

/// <summary>How large the arguments of framework calls are, for guests whose fuel is metered.</summary>
/// <remarks>
/// Called before the member, by the lines of <c>work.api</c>. A size is a number of elements or characters: elements larger than
/// 16 bytes count several times, strings in arrays and lists count their characters as well. What has no size, and null,
/// counts for nothing. Sizes are the same on each run; all results are below 2^57.
/// </remarks>
public static class Work
{
    /// <summary>More than any run has, and so little that a few of them do not overflow.</summary>
    private const long Most = 1L << 56;

    /// <summary>Bytes of an element that counts once.</summary>
    private const int Element = 16;

    /// <summary>Bits of a digit of large numbers.</summary>
    private const int Digit = 32;

    /// <summary>Characters.</summary>
    public static long OfText(string? text) => text is null ? 0 : text.Length;

    /// <summary>The size of an object that is a text or a large number; 0 for all others.</summary>
    public static long OfObject(object? value) => value switch
    {
        string text => text.Length,
        StringBuilder text => text.Length,
        BigInteger number => OfBigInteger(number),
        _ => 0,
    };

    /// <summary>As <see cref="OfObject"/>, of a value whose type is a parameter of the guest's.</summary>
    public static long OfValue<T>(T value)
        where T : allows ref struct =>
        typeof(T).IsValueType
            ? typeof(T) == typeof(BigInteger) ? OfBigInteger(Unsafe.As<T, BigInteger>(ref value)) : 0
            : OfObject(Unsafe.As<T, object?>(ref value));

    /// <summary>The size of an instance whose type is a parameter of the guest's, or a value.</summary>
    public static long OfReceiver<T>(in T instance)
        where T : allows ref struct
    {
        if (typeof(T).IsValueType)
        {
            return OfValue(instance);
        }

        var value = Unsafe.As<T, object?>(ref Unsafe.AsRef(in instance));
        return Math.Max(OfObject(value), OfCollection(value));
    }

    /// <summary>Elements.</summary>
    public static long OfArray(Array? array) => array is null ? 0 : array.LongLength;

    /// <summary>Elements.</summary>
    public static long OfVector<T>(T[]? array) => Elements(new ReadOnlySpan<T>(array));

    /// <summary>Elements.</summary>
    public static long OfSpan<T>(Span<T> span) => Elements<T>(span);

    /// <summary>Elements.</summary>
    public static long OfReadOnlySpan<T>(ReadOnlySpan<T> span) => Elements(span);

    /// <summary>Elements.</summary>
    public static long OfMemory<T>(Memory<T> memory) => memory.Length;

    /// <summary>Elements.</summary>
    public static long OfReadOnlyMemory<T>(ReadOnlyMemory<T> memory) => memory.Length;

    /// <summary>Elements.</summary>
    public static long OfSegment<T>(ArraySegment<T> segment) => Elements<T>(segment);

    /// <summary>Elements.</summary>
    public static long OfImmutableArray<T>(ImmutableArray<T> array) => array.IsDefault ? 0 : Elements(array.AsSpan());

    /// <summary>Elements.</summary>
    public static long OfList<T>(List<T>? list) => list is null ? 0 : Elements<T>(CollectionsMarshal.AsSpan(list));

    /// <summary>Room for elements: what is empty again is run through all the same.</summary>
    public static long OfSet<T>(HashSet<T>? set) => set is null ? 0 : set.Capacity;

    /// <inheritdoc cref="OfSet"/>
    public static long OfDictionary<TKey, TValue>(Dictionary<TKey, TValue>? dictionary)
        where TKey : notnull => dictionary is null ? 0 : dictionary.Capacity;

    /// <summary>Elements.</summary>
    public static long OfPriorityQueue<TElement, TPriority>(PriorityQueue<TElement, TPriority>? queue) => queue is null ? 0 : queue.Count;

    /// <summary>Elements of what is a collection of the framework's.</summary>
    public static long OfSequence<T>(IEnumerable<T>? sequence) => sequence is not null && TryCount(sequence, out var count) ? count : 0;

    /// <summary>Elements of what is a collection of the framework's.</summary>
    public static long OfCollection(object? collection) => collection switch
    {
        Array array => array.LongLength,
        ICollection counted when !counted.GetType().Assembly.IsCollectible => counted.Count,
        _ => 0,
    };

    /// <summary>Characters.</summary>
    public static long OfBuilder(StringBuilder? text) => text is null ? 0 : text.Length;

    /// <summary>Digits of 32 bits.</summary>
    public static long OfBigInteger(BigInteger number) => 1 + (number.GetBitLength() / Digit);

    /// <summary>Characters of the pattern.</summary>
    public static long OfExpression(Regex? expression) => expression is null ? 0 : expression.ToString().Length;

    /// <summary>Characters.</summary>
    public static long OfCapture(Capture? capture) => capture is null ? 0 : capture.Length;

    /// <summary>Bytes.</summary>
    public static long OfStream(MemoryStream? stream) => stream is { CanRead: true } && !stream.GetType().Assembly.IsCollectible ? stream.Length : 0;

    /// <summary>A number; none below zero.</summary>
    public static long OfNumber(int number) => Math.Max(0, number);

    /// <summary>Characters.</summary>
    public static long LengthOfText(string? text) => text is null ? 0 : text.Length;

    /// <summary>Places.</summary>
    public static long LengthOfVector<T>(T[]? array) => array is null ? 0 : array.Length;

    /// <summary>Places.</summary>
    public static long LengthOfSpan<T>(Span<T> span) => span.Length;

    /// <summary>Places.</summary>
    public static long LengthOfReadOnlySpan<T>(ReadOnlySpan<T> span) => span.Length;

    /// <summary>Places.</summary>
    public static long LengthOfList<T>(List<T>? list) => list is null ? 0 : list.Count;

    /// <summary>How often a size can be halved.</summary>
    public static long Log(long size) => 1 + BitOperations.Log2((ulong)size | 1);

    /// <summary>A size as often as it can be halved.</summary>
    public static long Sort(long size) => Product(size, Log(size));

    /// <summary>The product of two sizes. One that is empty counts as one: the other is looked at all the same.</summary>
    public static long Product(long left, long right) => left > Most / Math.Max(1, right) ? Most : Math.Max(1, left) * Math.Max(1, right);

    /// <summary>The smaller of two sizes.</summary>
    public static long Least(long left, long right) => Math.Min(left, right);

    /// <summary>What of a size lies behind a place.</summary>
    public static long Tail(long size, long place) => Math.Max(0, size - place);

    /// <summary>A size times a factor, or a part of it.</summary>
    public static long Scaled(long size, int factor, int divisor) => size > Most / factor ? Most : size * factor / divisor;

    /// <summary>How many elements a sequence has, when the framework's own code can say it at once.</summary>
    internal static bool TryCount<T>(IEnumerable<T> sequence, out int count)
    {
        count = sequence switch
        {
            T[] array => array.Length,
            List<T> list => list.Count,
            HashSet<T> set => set.Capacity,
            Queue<T> queue => queue.Count,
            Stack<T> stack => stack.Count,
            LinkedList<T> list => list.Count,
            SortedSet<T> set => set.Count,
            Collection<T> collection => collection.Count,
            ICollection<T> collection when !collection.GetType().Assembly.IsCollectible => collection.Count,
            IReadOnlyCollection<T> collection when !collection.GetType().Assembly.IsCollectible => collection.Count,
            ICollection collection when !collection.GetType().Assembly.IsCollectible => collection.Count,
            string text => text.Length,
            _ => -1,
        };
        return count >= 0;
    }

    private static long Elements<T>(ReadOnlySpan<T> span)
    {
        var size = Unsafe.SizeOf<T>() <= Element ? span.Length : (long)span.Length * Unsafe.SizeOf<T>() / Element;
        if (typeof(T) == typeof(string))
        {
            foreach (ref readonly var element in span)
            {
                size += OfText(Unsafe.As<T, string?>(ref Unsafe.AsRef(in element)));
            }
        }

        return size;
    }
}
