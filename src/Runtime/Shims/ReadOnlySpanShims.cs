namespace RExecIL.Runtime.Shims;

/// <summary>Stands in for the constructor of <see cref="ReadOnlySpan{T}"/> that shows a single variable.</summary>
/// <remarks>
/// Compilers use it for one-element spans, as in <c>"a" + character</c>. That such a span does not outlive the variable
/// is a rule of C#, not of IL; over a copy on the heap it may live as long as it likes.
/// </remarks>
public static class ReadOnlySpanShims
{
    /// <summary>A span of one element with the variable's value.</summary>
    public static ReadOnlySpan<T> Create<T>(ref readonly T reference) => new([reference]);
}
