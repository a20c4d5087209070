using System.Text;

namespace RExecIL.Runtime.Shims;

/// <summary>Stands in for what makes one string of a sequence, which is counted element by element, or of a parsed format.</summary>
public static class StringShims
{
    /// <inheritdoc cref="string.Concat(IEnumerable{string})"/>
    public static string Concat(IEnumerable<string?> values, Sandbox sandbox) => string.Concat(Meter(values, sandbox)!);

    /// <inheritdoc cref="string.Concat{T}(IEnumerable{T})"/>
    public static string Concat<T>(IEnumerable<T> values, Sandbox sandbox) => string.Concat(Meter(values, sandbox)!);

    /// <inheritdoc cref="string.Concat(object[])"/>
    public static string Concat(object?[] args, Sandbox sandbox) =>
        args is null ? string.Concat(args!) : string.Concat(Texts.Of(args, 0, sandbox));

    /// <inheritdoc cref="string.Concat(ReadOnlySpan{object})"/>
    public static string Concat(ReadOnlySpan<object?> args, Sandbox sandbox) => string.Concat(Texts.Of(args, 0, sandbox));

    /// <inheritdoc cref="string.Join(string, object[])"/>
    public static string Join(string? separator, object?[] values, Sandbox sandbox) =>
        values is null ? string.Join(separator, values!) : string.Join(separator, Texts.Of(values, separator?.Length ?? 0, sandbox));

    /// <inheritdoc cref="string.Join(string, ReadOnlySpan{object})"/>
    public static string Join(string? separator, ReadOnlySpan<object?> values, Sandbox sandbox) =>
        string.Join(separator, Texts.Of(values, separator?.Length ?? 0, sandbox));

    /// <inheritdoc cref="string.Join(char, object[])"/>
    public static string Join(char separator, object?[] values, Sandbox sandbox) =>
        values is null ? string.Join(separator, values!) : string.Join(separator, Texts.Of(values, 1, sandbox));

    /// <inheritdoc cref="string.Join(char, ReadOnlySpan{object})"/>
    public static string Join(char separator, ReadOnlySpan<object?> values, Sandbox sandbox) =>
        string.Join(separator, Texts.Of(values, 1, sandbox));

    /// <inheritdoc cref="string.Join(string, IEnumerable{string})"/>
    public static string Join(string? separator, IEnumerable<string?> values, Sandbox sandbox) =>
        string.Join(separator, Meter(values, sandbox)!);

    /// <inheritdoc cref="string.Join{T}(string, IEnumerable{T})"/>
    public static string Join<T>(string? separator, IEnumerable<T> values, Sandbox sandbox) =>
        string.Join(separator, Meter(values, sandbox)!);

    /// <inheritdoc cref="string.Join{T}(char, IEnumerable{T})"/>
    public static string Join<T>(char separator, IEnumerable<T> values, Sandbox sandbox) =>
        string.Join(separator, Meter(values, sandbox)!);

    /// <summary>As <c>string.Format</c>.</summary>
    public static string Format<TArg0>(IFormatProvider? provider, CompositeFormat format, TArg0 arg0, Sandbox sandbox)
    {
        sandbox.Account(Measures.Formatted(format?.Format, arg0));
        return string.Format(provider, format!, arg0);
    }

    /// <summary>As <c>string.Format</c>.</summary>
    public static string Format<TArg0, TArg1>(IFormatProvider? provider, CompositeFormat format, TArg0 arg0, TArg1 arg1, Sandbox sandbox)
    {
        sandbox.Account(Measures.Formatted(format?.Format, arg0, arg1));
        return string.Format(provider, format!, arg0, arg1);
    }

    /// <summary>As <c>string.Format</c>.</summary>
    public static string Format<TArg0, TArg1, TArg2>(IFormatProvider? provider, CompositeFormat format, TArg0 arg0, TArg1 arg1, TArg2 arg2, Sandbox sandbox)
    {
        sandbox.Account(Measures.Formatted(format?.Format, arg0, arg1, arg2));
        return string.Format(provider, format!, arg0, arg1, arg2);
    }

    /// <summary>As <c>string.Format</c>.</summary>
    public static string Format(IFormatProvider? provider, CompositeFormat format, object?[] args, Sandbox sandbox)
    {
        sandbox.Account(Measures.Formatted(format?.Format, args));
        return string.Format(provider, format!, args);
    }

    /// <summary>As <c>string.Format</c>.</summary>
    public static string Format(IFormatProvider? provider, CompositeFormat format, ReadOnlySpan<object?> args, Sandbox sandbox)
    {
        sandbox.Account(Measures.Formatted(format?.Format, args));
        return string.Format(provider, format!, args);
    }

    // Null stays null: the member itself refuses it.
    private static MeteredSequence<T>? Meter<T>(IEnumerable<T>? values, Sandbox sandbox) =>
        values is null ? null : new MeteredSequence<T>(values, sandbox);
}
