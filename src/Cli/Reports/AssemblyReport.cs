using System.Collections.Immutable;
using RExecIL.Verifier.Diagnostics;

namespace RExecIL.Cli.Reports;

/// <summary>What was found out about one assembly and the dependencies that it brings along.</summary>
/// <param name="Path">The file as the caller named it.</param>
/// <param name="Diagnostics">Why it is refused; empty when it is accepted.</param>
internal sealed record AssemblyReport(string Path, ImmutableArray<Diagnostic> Diagnostics)
{
    /// <summary>Whether it may run.</summary>
    internal bool IsAccepted => Diagnostics.IsEmpty;

    /// <summary>What the report means as an exit code.</summary>
    internal int ExitCode => IsAccepted ? ExitCodes.Accepted : ExitCodeOf(Diagnostics);

    /// <summary>The policy's word, unless something is wrong that no policy could allow.</summary>
    internal static int ExitCodeOf(ImmutableArray<Diagnostic> diagnostics) =>
        diagnostics.Any(found => !found.Id.StartsWith("RX2", StringComparison.Ordinal))
            ? ExitCodes.BadImage
            : ExitCodes.RefusedByPolicy;
}
