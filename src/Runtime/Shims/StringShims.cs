namespace RExecIL.Runtime.Shims;

/// <summary>Stands in for what makes one string of a sequence: the sequence is counted element by element.</summary>
public static class StringShims
{
    /// <inheritdoc cref="string.Concat(IEnumerable{string})"/>
    public static string Concat(IEnumerable<string?> values, Sandbox sandbox) => string.Concat(Meter(values, sandbox)!);

    /// <inheritdoc cref="string.Concat{T}(IEnumerable{T})"/>
    public static string Concat<T>(IEnumerable<T> values, Sandbox sandbox) => string.Concat(Meter(values, sandbox)!);

    /// <inheritdoc cref="string.Join(string, IEnumerable{string})"/>
    public static string Join(string? separator, IEnumerable<string?> values, Sandbox sandbox) =>
        string.Join(separator, Meter(values, sandbox)!);

    /// <inheritdoc cref="string.Join{T}(string, IEnumerable{T})"/>
    public static string Join<T>(string? separator, IEnumerable<T> values, Sandbox sandbox) =>
        string.Join(separator, Meter(values, sandbox)!);

    /// <inheritdoc cref="string.Join{T}(char, IEnumerable{T})"/>
    public static string Join<T>(char separator, IEnumerable<T> values, Sandbox sandbox) =>
        string.Join(separator, Meter(values, sandbox)!);

    // Null stays null: the member itself refuses it.
    private static MeteredSequence<T>? Meter<T>(IEnumerable<T>? values, Sandbox sandbox) =>
        values is null ? null : new MeteredSequence<T>(values, sandbox);
}
