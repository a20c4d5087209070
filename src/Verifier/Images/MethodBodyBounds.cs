namespace RExecIL.Verifier.Images;

/// <summary>Where the parts of a method body lie (ECMA-335 II.25.4).</summary>
/// <param name="Method">Row of the MethodDef table.</param>
/// <param name="Whole">Header, IL and exception clauses.</param>
/// <param name="Code">The IL.</param>
/// <param name="Clauses">The exception clauses without the section header.</param>
/// <param name="AreClausesFat">Whether a clause has 24 bytes, not 12.</param>
/// <param name="LocalCount">Number of local variables.</param>
internal readonly record struct MethodBodyBounds(
    uint Method, ByteRange Whole, ByteRange Code, ByteRange Clauses, bool AreClausesFat, int LocalCount)
{
    internal const int SmallClauseSize = 12;
    internal const int FatClauseSize = 24;

    /// <summary>Number of exception clauses.</summary>
    internal int ClauseCount => Clauses.Length / (AreClausesFat ? FatClauseSize : SmallClauseSize);
}
