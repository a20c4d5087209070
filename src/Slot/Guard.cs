using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using RExecIL.Runtime;

namespace RExecIL.Slot;

/// <summary>The checks that the rewriter weaves into guest code.</summary>
/// <remarks>
/// <para>This assembly is loaded once for each sandbox that exists at the same time, so that what the checks read are plain
/// statics at fixed addresses: the JIT puts one comparison with memory where the call stood. The images of one sandbox are
/// bound to its copy by their load context; nothing in an image says which copy that is.</para>
/// <para>The slow paths of <see cref="Poll"/> and <see cref="Enter"/> never return, and the JIT sees that, since they do
/// nothing but throw: a slow path that returns would make it keep registers in memory all over the loop (measured at up to
/// five times the running time). Those of allocations may return, for an allocation is a call itself.</para>
/// <para>Guest code calls these on the thread of its run alone.</para>
/// </remarks>
public static class Guard
{
    private const int ArrayHeader = 24;

    // No initialisers: a static constructor would be asked for at every check.
    internal static int EndingFlag;
    internal static nuint StackLimit;
    internal static long AllocationLeft;
    internal static long FuelLeft;
    internal static Sandbox? Owner;

    /// <summary>Stands at the head of a loop: ends the guest when it must end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Poll()
    {
        if (Volatile.Read(ref EndingFlag) != 0)
        {
            Throw();
        }
    }

    /// <summary>
    /// Stands at the entry of a method: ends the guest when it must end or when its stack is nearly used up. A sandbox that
    /// is being ended has no stack left, so one comparison tells both.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    [SkipLocalsInit]
    public static unsafe void Enter()
    {
        // The address of a local is where the stack stands; stacks grow downwards on all platforms of .NET.
        byte here;
        if ((nuint)(&here) < Volatile.Read(ref StackLimit))
        {
            ThrowAtEntry();
        }
    }

    /// <summary>
    /// Stands in every catch filter and before every finally body: when true, guest handlers do not run.
    /// </summary>
    /// <returns>Whether the guest is being ended.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsTerminating() => Volatile.Read(ref EndingFlag) != 0;

    /// <summary>Stands behind each check of a guest whose fuel is metered: takes what the code up to the next one costs.</summary>
    /// <param name="units">About one for each instruction. Never below zero.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Burn(int units)
    {
        if ((FuelLeft -= units) < 0)
        {
            ThrowWithoutFuel();
        }
    }

    /// <summary>Stands in each filter of the guest's own, where nothing may be thrown: what is missing ends the guest at its next charge.</summary>
    /// <param name="units">As for <see cref="Burn"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void BurnInFilter(int units) => FuelLeft -= units;

    /// <summary>Stands before a call of the framework whose work grows with its arguments: takes what it costs before it is done.</summary>
    /// <param name="units">About one for each step. Never below zero.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void BurnWork(long units)
    {
        if (units > FuelLeft)
        {
            BurnTooMuch(units);
        }
        else
        {
            FuelLeft -= units;
        }
    }

    /// <summary>Stands behind a search that tells where it found something: gives back what was taken for the rest.</summary>
    /// <param name="index">What the search tells; below zero when it found nothing.</param>
    /// <param name="charged">What was taken for all that is searched.</param>
    /// <param name="size">How long that is.</param>
    /// <param name="start">From where; below zero for the first.</param>
    /// <param name="count">How far at most; below zero for the end.</param>
    /// <returns>The index.</returns>
    public static int Found(int index, long charged, long size, int start, int count)
    {
        var first = Math.Max(0, start);
        return GiveBack(index, charged, size, index >= 0 ? index - first + 1L : count >= 0 ? count : size - first);
    }

    /// <summary>As <see cref="Found"/>, of a search that begins at the end.</summary>
    /// <param name="index">As there.</param>
    /// <param name="charged">As there.</param>
    /// <param name="size">As there.</param>
    /// <param name="start">From where; below zero for the last.</param>
    /// <param name="count">As there.</param>
    /// <returns>The index.</returns>
    public static int FoundLast(int index, long charged, long size, int start, int count)
    {
        var first = start >= 0 ? Math.Min(start, size - 1) : size - 1;
        return GiveBack(index, charged, size, index >= 0 ? first - index + 1L : count >= 0 ? count : first + 1);
    }

    /// <summary>Stands before a call that runs through a sequence at once.</summary>
    /// <typeparam name="T">The elements.</typeparam>
    /// <param name="sequence">The sequence.</param>
    /// <param name="weight">Units for each element.</param>
    /// <returns>The sequence, or one that takes fuel for what it gives.</returns>
    public static IEnumerable<T> FuelEach<T>(IEnumerable<T> sequence, int weight) => FueledSequences.Each(sequence, weight, Owner!);

    /// <summary>Stands before a call that keeps a sequence and runs through it later.</summary>
    /// <inheritdoc cref="FuelEach"/>
    public static IEnumerable<T> FuelLazy<T>(IEnumerable<T> sequence, int weight) => FueledSequences.Lazy(sequence, weight, Owner!);

    /// <summary>As <see cref="FuelLazy"/>, but for lists.</summary>
    /// <inheritdoc cref="FuelEach"/>
    public static IEnumerable<T> FuelSkip<T>(IEnumerable<T> sequence, int weight) => FueledSequences.Skip(sequence, weight, Owner!);

    /// <summary>Stands before a call that runs through a sequence as far as it needs, and not at all where its size says enough.</summary>
    /// <inheritdoc cref="FuelEach"/>
    public static IEnumerable<T> FuelOpen<T>(IEnumerable<T> sequence, int weight) => FueledSequences.Open(sequence, weight, Owner!);

    /// <summary>As <see cref="AllocateArray"/>, of a guest whose fuel is metered: clearing memory takes time.</summary>
    /// <param name="length">As there.</param>
    /// <param name="elementSize">As there.</param>
    /// <returns>The length.</returns>
    public static int AllocateArrayAndBurn(int length, int elementSize)
    {
        Owner!.BurnForMemory((long)Math.Max(length, 0) * elementSize);
        return AllocateArray(length, elementSize);
    }

    /// <summary>As <see cref="AllocateMemory"/>, of a guest whose fuel is metered.</summary>
    /// <param name="size">In bytes.</param>
    /// <returns>The size.</returns>
    public static nuint AllocateMemoryAndBurn(nuint size)
    {
        Owner!.BurnForMemory(size > long.MaxValue ? long.MaxValue : (long)size);
        return AllocateMemory(size);
    }

    /// <summary>As <see cref="AllocateLarge"/>, of a guest whose fuel is metered.</summary>
    /// <param name="size">In bytes.</param>
    public static void AllocateLargeAndBurn(long size)
    {
        Owner!.BurnForMemory(size);
        AllocateLarge(size);
    }

    /// <summary>Stands before what makes an object: counts its bytes before it is there.</summary>
    /// <param name="size">About how many bytes. Never below zero.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Allocate(int size)
    {
        if ((AllocationLeft -= size) < 0)
        {
            Account(size);
        }
    }

    /// <summary>Stands before what makes an array: counts its bytes before it is there.</summary>
    /// <param name="length">How many elements; below zero for an array that will not be made.</param>
    /// <param name="elementSize">Size of an element, in bytes.</param>
    /// <returns>The length.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int AllocateArray(int length, int elementSize)
    {
        // Unsigned, so that a length below zero, of which no array comes, cannot add to what is left.
        var size = ((long)(uint)length * elementSize) + ArrayHeader;
        if ((AllocationLeft -= size) < 0)
        {
            Account(length < 0 ? 0 : size);
        }

        return length;
    }

    /// <summary>
    /// Stands behind what tells how many elements a collection of the guest's has: there must be room for so many, since whoever
    /// copies the collection believes the number and makes its array at once.
    /// </summary>
    /// <param name="count">How many elements.</param>
    /// <param name="elementSize">Size of an element, in bytes.</param>
    /// <returns>The count.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Expect(int count, int elementSize)
    {
        if ((long)count * elementSize > AllocationLeft)
        {
            ExpectLarge((long)count * elementSize);
        }

        return count;
    }

    /// <summary>Stands before what makes memory in place of the stack's: counts its bytes before it is there.</summary>
    /// <param name="size">In bytes.</param>
    /// <returns>The size.</returns>
    public static nuint AllocateMemory(nuint size)
    {
        AllocateLarge(size > long.MaxValue ? long.MaxValue : (long)size);
        return size;
    }

    /// <summary>Stands before what makes an array with several dimensions: one step for each of them.</summary>
    /// <param name="elements">How many elements the dimensions before have, times the size of one.</param>
    /// <param name="length">The length of the next dimension.</param>
    /// <returns>Their product, or the largest number when that is more; 0 for a length below zero.</returns>
    public static long Extend(long elements, int length) =>
        length <= 0 ? 0 : elements > long.MaxValue / length ? long.MaxValue : elements * length;

    /// <summary>Bytes for so many elements; a width below zero counts as one above, since it means the other side.</summary>
    /// <param name="count">How many.</param>
    /// <param name="factor">Bytes of each.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long SizeOf(int count, int factor) => Math.Abs((long)count) * factor;

    /// <summary>As <see cref="SizeOf"/>; the largest number when the product is more.</summary>
    /// <param name="count">How many.</param>
    /// <param name="factor">Bytes of each.</param>
    public static long SizeOfLong(long count, int factor) =>
        count <= 0 ? 0 : count > long.MaxValue / factor ? long.MaxValue : count * factor;

    /// <summary>Bytes for as many elements as a string has characters; 0 for null, which the member itself refuses.</summary>
    /// <param name="text">The string.</param>
    /// <param name="factor">Bytes of each.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long SizeOfString(string? text, int factor) => text is null ? 0 : (long)text.Length * factor;

    /// <summary>Bytes for as many elements as an array has; 0 for null.</summary>
    /// <param name="array">The array.</param>
    /// <param name="factor">Bytes of each.</param>
    public static long SizeOfArray(Array? array, int factor) => array is null ? 0 : array.LongLength * factor;

    /// <summary>Bytes for as many elements as all the strings in an array have characters; 0 for null.</summary>
    /// <param name="parts">The strings, null among them.</param>
    /// <param name="factor">Bytes of each.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long SizeOfStrings(string?[]? parts, int factor)
    {
        var length = 0L;
        foreach (var part in parts ?? [])
        {
            length += part?.Length ?? 0; // At most 2^31 strings of 2^30 characters.
        }

        return length > long.MaxValue / factor ? long.MaxValue : length * factor;
    }

    /// <summary>Bytes for as many elements as the numbers say that are written in a format; 0 for null.</summary>
    /// <remarks>They are widths and precisions, or text: that counts too much, which asks for the exact count sooner.</remarks>
    /// <param name="format">The format.</param>
    /// <param name="factor">Bytes of each.</param>
    public static long SizeOfNumbers(string? format, int factor) => FormatNumbers.SumOf(format) * factor;

    /// <summary>Ends the steps of <see cref="Extend"/>.</summary>
    /// <param name="size">In bytes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AllocateLarge(long size)
    {
        if (size > AllocationLeft)
        {
            Account(size);
        }
        else
        {
            AllocationLeft -= size;
        }
    }

    // Apart, so that little code stands at each allocation.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Account(long size) => Owner!.Account(size);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ExpectLarge(long size) => Owner!.Expect(size);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void BurnTooMuch(long units) => Owner!.Burn(units);

    private static int GiveBack(int index, long charged, long size, long done)
    {
        FuelLeft += charged - (long)((Int128)charged * Math.Clamp(done, 0, size) / Math.Max(1, size));
        return index;
    }

    // These do nothing but throw, so that the JIT knows that they do not return. NoInlining would hide that from it.
    [DoesNotReturn]
    private static void Throw() => throw Termination();

    [DoesNotReturn]
    private static void ThrowAtEntry() => throw TerminationAtEntry();

    [DoesNotReturn]
    private static void ThrowWithoutFuel() => throw TerminationWithoutFuel();

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static GuestTerminationException TerminationWithoutFuel()
    {
        Owner!.Terminate(TerminationCause.Fuel);
        return Termination();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static GuestTerminationException Termination() => Owner!.Termination();

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static GuestTerminationException TerminationAtEntry()
    {
        // Sticky: were the first overflow catchable, finally blocks that recurse again would take 2^depth steps. When the
        // sandbox is being ended already, its own cause stays.
        Owner!.Terminate(TerminationCause.Stack);
        return Termination();
    }
}
