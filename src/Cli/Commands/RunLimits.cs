using RExecIL.Verifier.Policies;

namespace RExecIL.Cli.Commands;

/// <summary>What a run may use, as the command line and the policy say; null for no limit.</summary>
/// <param name="MaxTime">Wall-clock time.</param>
/// <param name="MaxFuel">Units of fuel.</param>
/// <param name="MaxAllocation">Bytes that it may allocate all in all.</param>
/// <param name="MaxOutput">Bytes that it may write to standard output.</param>
/// <param name="MaxErrorOutput">Bytes that it may write to standard error.</param>
internal sealed record RunLimits(TimeSpan? MaxTime, long? MaxFuel, long? MaxAllocation, long? MaxOutput, long? MaxErrorOutput)
{
    /// <summary>The option of a limit that is not set, of those without which a run has no bound; null when all are.</summary>
    internal string? MissingOption => MaxTime is null ? "--max-time"
        : MaxAllocation is null ? "--max-alloc"
        : MaxOutput is null ? "--max-stdout"
        : MaxErrorOutput is null ? "--max-stderr"
        : null;

    /// <summary>These, and a policy's limits where the command line sets none.</summary>
    internal RunLimits Within(Grants grants) => new(
        MaxTime ?? grants.MaxTime,
        MaxFuel ?? grants.MaxFuel,
        MaxAllocation ?? grants.MaxAllocation,
        MaxOutput ?? grants.MaxOutput,
        MaxErrorOutput ?? grants.MaxErrorOutput);
}
