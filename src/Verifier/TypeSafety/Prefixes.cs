namespace RExecIL.Verifier.TypeSafety;

/// <summary>The prefixes that stand before an instruction (ECMA-335 III.2).</summary>
internal sealed class Prefixes
{
    /// <summary>The type of <c>constrained.</c></summary>
    internal InternedType? Constrained { get; set; }

    internal bool IsReadOnly { get; set; }

    internal bool IsTail { get; set; }

    internal bool IsVolatile { get; set; }

    internal bool IsUnaligned { get; set; }

    internal bool Any => Constrained is not null || IsReadOnly || IsTail || IsVolatile || IsUnaligned;

    internal void Clear() => (Constrained, IsReadOnly, IsTail, IsVolatile, IsUnaligned) = (null, false, false, false, false);
}
