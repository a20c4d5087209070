using System.Text;
using System.Text.RegularExpressions;

namespace RExecIL.Runtime.Shims;

/// <summary>How much members of the framework allocate at once by their arguments, where that is no sum of products.</summary>
/// <remarks>
/// Called before the member, with the same arguments, by the <c>size</c> lines of <c>overlay.api</c>. Arguments that the
/// member refuses count for nothing. No guest code is called: what only a guest's object knows is counted as it comes.
/// </remarks>
public static class Measures
{
    private const int Character = sizeof(char);

    /// <summary>Bytes as text: in hexadecimal digits, in base 64, or decoded.</summary>
    /// <returns>At most so many bytes.</returns>
    public static long TextOf(ReadOnlySpan<byte> bytes) => 4L * bytes.Length;

    /// <summary>A text with escapes in it, in UTF-8 and UTF-16.</summary>
    /// <returns>At most so many bytes.</returns>
    public static long Escaped(ReadOnlySpan<char> text) => 24L * text.Length;

    /// <inheritdoc cref="Escaped(ReadOnlySpan{char})"/>
    public static long Escaped(ReadOnlySpan<byte> text) => 24L * text.Length;

    /// <summary>A text in which a part is replaced wherever it stands.</summary>
    /// <returns>At most so many bytes.</returns>
    public static long Replaced(string? text, string? part, string? replacement) =>
        Replaced(text.AsSpan(), part.AsSpan(), replacement.AsSpan());

    /// <inheritdoc cref="Replaced(string, string, string)"/>
    public static long Replaced(System.Text.StringBuilder? text, string? part, string? replacement) =>
        text is null || string.IsNullOrEmpty(part) ? 0 : Times(text.Length / part.Length, replacement?.Length ?? 0) + Bytes(text.Length);

    /// <inheritdoc cref="Replaced(string, string, string)"/>
    public static long Replaced(System.Text.StringBuilder? text, ReadOnlySpan<char> part, ReadOnlySpan<char> replacement) =>
        text is null || part.IsEmpty ? 0 : Times(text.Length / part.Length, replacement.Length) + Bytes(text.Length);

    /// <summary>A text whose line ends are replaced.</summary>
    /// <returns>At most so many bytes.</returns>
    public static long LinesReplaced(string? text, string? replacement) =>
        text is null || replacement is null ? 0 : Times(text.Length, Math.Max(1, replacement.Length));

    /// <summary>A text so many times.</summary>
    /// <returns>So many bytes.</returns>
    public static long Repeated(string? text, int count) => text is null || count <= 0 ? 0 : Times(text.Length, count);

    /// <summary>Strings with a separator between them.</summary>
    /// <returns>So many bytes.</returns>
    public static long Joined(string? separator, string?[]? parts) => Joined(separator, parts.AsSpan());

    /// <inheritdoc cref="Joined(string, string[])"/>
    public static long Joined(char separator, string?[]? parts) => Joined(parts.AsSpan(), 1);

    /// <inheritdoc cref="Joined(string, string[])"/>
    public static long Joined(string? separator, ReadOnlySpan<string?> parts) => Joined(parts, separator?.Length ?? 0);

    /// <inheritdoc cref="Joined(string, string[])"/>
    public static long Joined(char separator, ReadOnlySpan<string?> parts) => Joined(parts, 1);

    /// <summary>Strings one behind the other.</summary>
    /// <returns>So many bytes.</returns>
    public static long Joined(ReadOnlySpan<string?> parts) => Joined(parts, 0);

    /// <summary>A format with one value.</summary>
    /// <returns>At most so many bytes, if the values are strings or numbers.</returns>
    public static long Formatted(string? format, object? first) => Formatted(format, [first]);

    /// <inheritdoc cref="Formatted(string, object)"/>
    public static long Formatted(string? format, object? first, object? second) => Formatted(format, [first, second]);

    /// <inheritdoc cref="Formatted(string, object)"/>
    public static long Formatted(string? format, object? first, object? second, object? third) => Formatted(format, [first, second, third]);

    /// <inheritdoc cref="Formatted(string, object)"/>
    public static long Formatted(string? format, object?[]? values) => Formatted(format, (ReadOnlySpan<object?>)values);

    /// <inheritdoc cref="Formatted(string, object)"/>
    public static long Formatted(string? format, ReadOnlySpan<object?> values)
    {
        if (format is null)
        {
            return 0;
        }

        var longest = 0;
        foreach (var value in values)
        {
            longest = Math.Max(longest, LengthOf(value));
        }

        // Each place for a value begins with a brace.
        return Bytes(format.Length) + Bytes(FormatNumbers.SumOf(format)) + Times(format.AsSpan().Count('{'), longest);
    }

    /// <summary>A stream that is written to at a place behind its end.</summary>
    /// <returns>So many bytes, if it is in memory.</returns>
    public static long Positioned(Stream? stream, long position) =>
        stream is MemoryStream memory && memory.CanWrite ? Math.Max(0, position - memory.Capacity) : 0;

    /// <inheritdoc cref="Positioned(Stream, long)"/>
    public static long Positioned(MemoryStream? stream, long position) => Positioned((Stream?)stream, position);

    /// <inheritdoc cref="Positioned(Stream, long)"/>
    public static long Sought(MemoryStream? stream, long offset, SeekOrigin origin) => Sought((Stream?)stream, offset, origin);

    /// <inheritdoc cref="Positioned(Stream, long)"/>
    public static long Sought(Stream? stream, long offset, SeekOrigin origin) => stream is MemoryStream memory && memory.CanWrite
        ? Positioned(stream, offset + (origin == SeekOrigin.Begin ? 0 : origin == SeekOrigin.Current ? memory.Position : memory.Length))
        : 0;

    private static long Replaced(ReadOnlySpan<char> text, ReadOnlySpan<char> part, ReadOnlySpan<char> replacement) =>
        part.IsEmpty ? 0 : Times(text.Length / part.Length, replacement.Length) + Bytes(text.Length);

    /// <summary>How long the text of a value is, of those that can be long and tell it.</summary>
    private static int LengthOf(object? value) => value switch
    {
        string text => text.Length,
        StringBuilder text => text.Length,
        StringWriter text when text.GetType() == typeof(StringWriter) => text.GetStringBuilder().Length,
        Capture text => text.Length,
        Uri text => text.OriginalString.Length,
        ReadOnlyMemory<char> text => text.Length,
        Memory<char> text => text.Length,
        _ => 0,
    };

    private static long Joined(ReadOnlySpan<string?> parts, int separator)
    {
        var length = Times(parts.Length, separator);
        foreach (var part in parts)
        {
            length += Bytes(part?.Length ?? 0);
        }

        return length;
    }

    // Lengths are below 2^31, so that products and sums of a few billion of them stay below 2^63.
    private static long Times(long count, long length) => count * length * Character;

    private static long Bytes(long length) => length * Character;
}
