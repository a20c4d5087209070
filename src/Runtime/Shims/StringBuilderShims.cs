using System.Text;

namespace RExecIL.Runtime.Shims;

/// <summary>Stands in for what appends a sequence: it is counted element by element.</summary>
public static class StringBuilderShims
{
    /// <inheritdoc cref="StringBuilder.AppendJoin{T}(string, IEnumerable{T})"/>
    public static StringBuilder AppendJoin<T>(StringBuilder self, string? separator, IEnumerable<T> values, Sandbox sandbox) =>
        self.AppendJoin(separator, Meter(values, sandbox)!);

    /// <inheritdoc cref="StringBuilder.AppendJoin{T}(char, IEnumerable{T})"/>
    public static StringBuilder AppendJoin<T>(StringBuilder self, char separator, IEnumerable<T> values, Sandbox sandbox) =>
        self.AppendJoin(separator, Meter(values, sandbox)!);

    /// <summary>As <c>StringBuilder.AppendFormat</c>.</summary>
    public static StringBuilder AppendFormat<TArg0>(StringBuilder self, IFormatProvider? provider, CompositeFormat format, TArg0 arg0, Sandbox sandbox)
    {
        sandbox.Account(Measures.Formatted(format?.Format, arg0));
        return self.AppendFormat(provider, format!, arg0);
    }

    /// <summary>As <c>StringBuilder.AppendFormat</c>.</summary>
    public static StringBuilder AppendFormat<TArg0, TArg1>(StringBuilder self, IFormatProvider? provider, CompositeFormat format, TArg0 arg0, TArg1 arg1, Sandbox sandbox)
    {
        sandbox.Account(Measures.Formatted(format?.Format, arg0, arg1));
        return self.AppendFormat(provider, format!, arg0, arg1);
    }

    /// <summary>As <c>StringBuilder.AppendFormat</c>.</summary>
    public static StringBuilder AppendFormat<TArg0, TArg1, TArg2>(StringBuilder self, IFormatProvider? provider, CompositeFormat format, TArg0 arg0, TArg1 arg1, TArg2 arg2, Sandbox sandbox)
    {
        sandbox.Account(Measures.Formatted(format?.Format, arg0, arg1, arg2));
        return self.AppendFormat(provider, format!, arg0, arg1, arg2);
    }

    /// <summary>As <c>StringBuilder.AppendFormat</c>.</summary>
    public static StringBuilder AppendFormat(StringBuilder self, IFormatProvider? provider, CompositeFormat format, object?[] args, Sandbox sandbox)
    {
        sandbox.Account(Measures.Formatted(format?.Format, args));
        return self.AppendFormat(provider, format!, args);
    }

    /// <summary>As <c>StringBuilder.AppendFormat</c>.</summary>
    public static StringBuilder AppendFormat(StringBuilder self, IFormatProvider? provider, CompositeFormat format, ReadOnlySpan<object?> args, Sandbox sandbox)
    {
        sandbox.Account(Measures.Formatted(format?.Format, args));
        return self.AppendFormat(provider, format!, args);
    }

    private static MeteredSequence<T>? Meter<T>(IEnumerable<T>? values, Sandbox sandbox) =>
        values is null ? null : new MeteredSequence<T>(values, sandbox);

    /// <inheritdoc cref="StringBuilder.AppendJoin(string, object[])"/>
    public static StringBuilder AppendJoin(StringBuilder self, string? separator, object?[] values, Sandbox sandbox) =>
        values is null ? self.AppendJoin(separator, values!) : self.AppendJoin(separator, Texts.Of(values, separator?.Length ?? 0, sandbox));

    /// <inheritdoc cref="StringBuilder.AppendJoin(string, ReadOnlySpan{object})"/>
    public static StringBuilder AppendJoin(StringBuilder self, string? separator, ReadOnlySpan<object?> values, Sandbox sandbox) =>
        self.AppendJoin(separator, Texts.Of(values, separator?.Length ?? 0, sandbox));

    /// <inheritdoc cref="StringBuilder.AppendJoin(char, object[])"/>
    public static StringBuilder AppendJoin(StringBuilder self, char separator, object?[] values, Sandbox sandbox) =>
        values is null ? self.AppendJoin(separator, values!) : self.AppendJoin(separator, Texts.Of(values, 1, sandbox));

    /// <inheritdoc cref="StringBuilder.AppendJoin(char, ReadOnlySpan{object})"/>
    public static StringBuilder AppendJoin(StringBuilder self, char separator, ReadOnlySpan<object?> values, Sandbox sandbox) =>
        self.AppendJoin(separator, Texts.Of(values, 1, sandbox));
}
