namespace RExecIL.Cli.Commands;

/// <summary>What a run may use, as the command line says; null for no limit.</summary>
/// <param name="MaxTime">Wall-clock time.</param>
/// <param name="MaxFuel">Units of fuel.</param>
/// <param name="MaxAllocation">Bytes that it may allocate all in all.</param>
/// <param name="MaxOutput">Bytes that it may write to standard output.</param>
/// <param name="MaxErrorOutput">Bytes that it may write to standard error.</param>
internal sealed record RunLimits(TimeSpan? MaxTime, long? MaxFuel, long? MaxAllocation, long? MaxOutput, long? MaxErrorOutput);
