namespace RExecIL;

/// <summary>What a run has used.</summary>
/// <param name="Time">Wall-clock time.</param>
/// <param name="Allocated">Bytes that it allocated, all in all, in the framework too.</param>
/// <param name="Output">Bytes that it wrote to standard output.</param>
/// <param name="ErrorOutput">Bytes that it wrote to standard error.</param>
/// <param name="Fuel">Units of fuel, up to the limit; 0 when fuel is not metered.</param>
public sealed record Usage(TimeSpan Time, long Allocated, long Output, long ErrorOutput, long Fuel);
