using System.Runtime.CompilerServices;

namespace RExecIL.Runtime.Shims;

/// <summary>Stands in for reading data that guests may see and must not write.</summary>
public static class DataShims
{
    /// <summary>The first elements of a field with data: a UTF-8 literal without a pointer to it.</summary>
    /// <typeparam name="T">A number, a truth value or an enumeration; compilers use it for those of one byte.</typeparam>
    /// <param name="field">The field, as <c>ldtoken</c> gives it.</param>
    /// <param name="length">How many elements.</param>
    /// <exception cref="ArgumentException">The field has no data, or T is something else.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The field has fewer elements.</exception>
    public static ReadOnlySpan<T> Elements<T>(RuntimeFieldHandle field, int length) =>
        RuntimeHelpers.CreateSpan<T>(field)[..length];

    /// <summary>A variable of the guest's own with the value of a static field that is not the guest's.</summary>
    /// <param name="value">The value of the field.</param>
    /// <returns>A place on the heap, which may be written and kept: the field stays as it is.</returns>
    public static ref T Copy<T>(T value) => ref new StrongBox<T>(value).Value!;
}
