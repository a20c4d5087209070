namespace RExecIL.Cli.Commands;

/// <summary>What a run may use, as the command line says.</summary>
/// <param name="MaxTime">Wall-clock time; null for no limit.</param>
/// <param name="MaxAllocation">Bytes that it may allocate all in all; null for no limit.</param>
internal sealed record RunLimits(TimeSpan? MaxTime, long? MaxAllocation);
