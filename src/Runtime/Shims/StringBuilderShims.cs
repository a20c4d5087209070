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

    private static MeteredSequence<T>? Meter<T>(IEnumerable<T>? values, Sandbox sandbox) =>
        values is null ? null : new MeteredSequence<T>(values, sandbox);
}
