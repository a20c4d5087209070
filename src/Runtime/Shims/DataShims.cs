using System.Runtime.CompilerServices;

namespace RExecIL.Runtime.Shims;

/// <summary>Stands in for reading the bytes that a compiler placed in an image.</summary>
public static class DataShims
{
    /// <summary>The first bytes of a field with data: a UTF-8 literal without a pointer to it.</summary>
    /// <param name="field">The field, as <c>ldtoken</c> gives it.</param>
    /// <param name="length">How many bytes.</param>
    /// <exception cref="ArgumentException">The field has no data.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The field has fewer bytes.</exception>
    public static ReadOnlySpan<byte> Utf8(RuntimeFieldHandle field, int length) =>
        RuntimeHelpers.CreateSpan<byte>(field)[..length];
}
