using System.Collections.Immutable;
using RExecIL.Verifier.Diagnostics;

namespace RExecIL.Cli;

/// <summary>The policy file is rejected as a whole: a typo must not loosen a sandbox.</summary>
internal sealed class PolicyFileException(ImmutableArray<Diagnostic> diagnostics) : Exception("The policy file is rejected.")
{
    /// <summary>All that is wrong with it.</summary>
    internal ImmutableArray<Diagnostic> Diagnostics { get; } = diagnostics;
}
