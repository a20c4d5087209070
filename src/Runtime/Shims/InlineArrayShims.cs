using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace RExecIL.Runtime.Shims;

/// <summary>Stands in for the helpers that the C# compiler writes for inline arrays.</summary>
/// <remarks>
/// The compiler's own are unverifiable: they turn a reference to a struct into one to its elements and believe their
/// arguments. These ask the runtime what the struct really is, once for each instantiation, and check every index.
/// </remarks>
public static class InlineArrayShims
{
    /// <summary>The first element.</summary>
    /// <exception cref="ArgumentException">The buffer is no inline array of that element type.</exception>
    public static ref TElement FirstElementRef<TBuffer, TElement>(ref TBuffer buffer) =>
        ref ElementRef<TBuffer, TElement>(ref buffer, 0);

    /// <summary>The first element, to read.</summary>
    /// <exception cref="ArgumentException">The buffer is no inline array of that element type.</exception>
    public static ref readonly TElement FirstElementRefReadOnly<TBuffer, TElement>(in TBuffer buffer) =>
        ref ElementRef<TBuffer, TElement>(ref Unsafe.AsRef(in buffer), 0);

    /// <summary>An element.</summary>
    /// <exception cref="ArgumentException">The buffer is no inline array of that element type.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The index is outside the buffer.</exception>
    public static ref TElement ElementRef<TBuffer, TElement>(ref TBuffer buffer, int index)
    {
        if ((uint)index >= (uint)Buffer<TBuffer, TElement>.Length)
        {
            ThrowOutside<TBuffer, TElement>();
        }

        return ref Unsafe.Add(ref Unsafe.As<TBuffer, TElement>(ref buffer), index);
    }

    /// <summary>An element, to read.</summary>
    /// <exception cref="ArgumentException">The buffer is no inline array of that element type.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The index is outside the buffer.</exception>
    public static ref readonly TElement ElementRefReadOnly<TBuffer, TElement>(in TBuffer buffer, int index) =>
        ref ElementRef<TBuffer, TElement>(ref Unsafe.AsRef(in buffer), index);

    /// <summary>The first elements as a span.</summary>
    /// <exception cref="ArgumentException">The buffer is no inline array of that element type.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The length is more than the buffer's.</exception>
    public static Span<TElement> AsSpan<TBuffer, TElement>(ref TBuffer buffer, int length)
    {
        var whole = Buffer<TBuffer, TElement>.Length;
        if (whole <= 0 || (uint)length > (uint)whole)
        {
            ThrowOutside<TBuffer, TElement>();
        }

        return MemoryMarshal.CreateSpan(ref Unsafe.As<TBuffer, TElement>(ref buffer), length);
    }

    /// <summary>The first elements as a span to read.</summary>
    /// <exception cref="ArgumentException">The buffer is no inline array of that element type.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The length is more than the buffer's.</exception>
    public static ReadOnlySpan<TElement> AsReadOnlySpan<TBuffer, TElement>(in TBuffer buffer, int length) =>
        AsSpan<TBuffer, TElement>(ref Unsafe.AsRef(in buffer), length);

    [DoesNotReturn]
    private static void ThrowOutside<TBuffer, TElement>() => throw (Buffer<TBuffer, TElement>.Length > 0
        ? new ArgumentOutOfRangeException(null, "Index was outside the bounds of the inline array.")
        : new ArgumentException($"{typeof(TBuffer)} is no inline array of {typeof(TElement)}."));

    private static class Buffer<TBuffer, TElement>
    {
        /// <summary>
        /// The number of elements; 0 when the type is no inline array of that element, so that nothing fits.
        /// </summary>
        internal static readonly int Length = Measure(typeof(TBuffer), typeof(TElement));

        private static int Measure(Type buffer, Type element)
        {
            // The attribute of the core library only: the runtime honours any of that name, which the verifier refuses.
            var fields = buffer.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic);
            return buffer.IsValueType
                && fields is [var field]
                && field.FieldType == element
                && buffer.GetCustomAttribute<InlineArrayAttribute>(inherit: false) is { Length: > 0 } attribute
                && Unsafe.SizeOf<TBuffer>() == (long)Unsafe.SizeOf<TElement>() * attribute.Length
                    ? attribute.Length
                    : 0;
        }
    }
}
