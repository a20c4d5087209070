using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace RExecIL.Runtime.Shims;

/// <summary>Stands in for memory on the stack, and for what C# does with its address before it becomes a span.</summary>
/// <remarks>
/// The compiler's own code takes sizes and places on trust. These check them all, whatever the verifier has found out
/// before, so that the worst that a guest gets is an exception.
/// </remarks>
public static class StackAllocationShims
{
    /// <summary>The most that one <c>stackalloc</c> may ask for, in bytes: as much as the stack of a thread commonly has.</summary>
    internal const int MaxSize = 1024 * 1024;

    /// <summary>Zeroed memory for as many elements as the size holds.</summary>
    /// <param name="size">In bytes.</param>
    /// <exception cref="ArgumentException">The type is a reference or has one in it.</exception>
    /// <exception cref="InsufficientExecutionStackException">The size is more than 1 MiB.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Span<T> Allocate<T>(nuint size)
    {
        if (RuntimeHelpers.IsReferenceOrContainsReferences<T>())
        {
            ThrowReference<T>();
        }

        if (size > MaxSize)
        {
            ThrowTooLarge(size);
        }

        return new T[(int)size / Unsafe.SizeOf<T>()];
    }

    /// <summary>The element that begins at a byte of the memory.</summary>
    /// <param name="memory">The memory.</param>
    /// <param name="distance">From the beginning, in bytes.</param>
    /// <exception cref="IndexOutOfRangeException">No element begins there.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref T ElementAt<T>(Span<T> memory, nint distance)
    {
        var (index, rest) = Math.DivRem((nuint)distance, (nuint)Unsafe.SizeOf<T>());
        return ref memory[rest == 0 && index <= int.MaxValue ? (int)index : -1];
    }

    /// <summary>Copies the first bytes of a field with data to the beginning of the memory.</summary>
    /// <param name="memory">The memory, of numbers.</param>
    /// <param name="data">The field, as <c>ldtoken</c> gives it.</param>
    /// <param name="size">How many bytes.</param>
    /// <exception cref="ArgumentException">The field has no data, or the elements are no numbers, or too few.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The field has fewer bytes.</exception>
    public static void Fill<T>(Span<T> memory, RuntimeFieldHandle data, int size) =>
        RuntimeHelpers.CreateSpan<byte>(data)[..size].CopyTo(Bytes(memory));

    /// <summary>Sets the first bytes of the memory to one value.</summary>
    /// <param name="memory">The memory, of numbers.</param>
    /// <param name="value">The value, of which the low byte counts.</param>
    /// <param name="size">How many bytes.</param>
    /// <exception cref="ArgumentException">The elements are no numbers.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The memory has fewer bytes.</exception>
    public static void Repeat<T>(Span<T> memory, int value, int size) => Bytes(memory)[..size].Fill(unchecked((byte)value));

    /// <summary>The first elements of the memory.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The length is below zero, or the memory is shorter.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Span<T> AsSpan<T>(Span<T> memory, int length) => memory[..length];

    /// <summary>The first elements of the memory, to read.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The length is below zero, or the memory is shorter.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ReadOnlySpan<T> AsReadOnlySpan<T>(Span<T> memory, int length) => memory[..length];

    /// <summary>The bytes of numbers. Of other types bytes may mean more than their values: a handle could be forged.</summary>
    private static Span<byte> Bytes<T>(Span<T> memory)
    {
        if (!typeof(T).IsPrimitive && !typeof(T).IsEnum)
        {
            throw new ArgumentException($"{typeof(T)} is no number.");
        }

        return MemoryMarshal.CreateSpan(
            ref Unsafe.As<T, byte>(ref MemoryMarshal.GetReference(memory)), checked(memory.Length * Unsafe.SizeOf<T>()));
    }

    [DoesNotReturn]
    private static void ThrowReference<T>() =>
        throw new ArgumentException($"{typeof(T)} is or has a reference, which cannot be in memory on the stack.");

    [DoesNotReturn]
    private static void ThrowTooLarge(nuint size) =>
        throw new InsufficientExecutionStackException($"A stackalloc of {size} bytes is more than the {MaxSize} that a guest may ask for at once.");
}
