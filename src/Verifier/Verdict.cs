using System.Collections.Immutable;
using RExecIL.Verifier.Diagnostics;

namespace RExecIL.Verifier;

/// <summary>What the verifier decided on one assembly.</summary>
/// <param name="Assembly">Simple name of the assembly, or the caller's name when the image has none.</param>
/// <param name="Diagnostics">Why it is refused, ordered by token then offset; empty when it is accepted.</param>
public sealed record Verdict(string Assembly, ImmutableArray<Diagnostic> Diagnostics)
{
    /// <summary>Whether the assembly may be rewritten and run.</summary>
    public bool IsAccepted => Diagnostics.IsEmpty;
}
