using System.Runtime.CompilerServices;

namespace RExecIL.Runtime.Shims;

/// <summary>Stands in for reading data that guests may see and must not write.</summary>
public static class DataShims
{
    /// <summary>The first bytes of a field with data: a UTF-8 literal without a pointer to it.</summary>
    /// <param name="field">The field, as <c>ldtoken</c> gives it.</param>
    /// <param name="length">How many bytes.</param>
    /// <exception cref="ArgumentException">The field has no data.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The field has fewer bytes.</exception>
    public static ReadOnlySpan<byte> Utf8(RuntimeFieldHandle field, int length) =>
        RuntimeHelpers.CreateSpan<byte>(field)[..length];

    /// <summary>A variable of the guest's own with the value of a static field that is not the guest's.</summary>
    /// <param name="value">The value of the field.</param>
    /// <returns>A place on the heap, which may be written and kept: the field stays as it is.</returns>
    public static ref T Copy<T>(T value) => ref new StrongBox<T>(value).Value!;
}
